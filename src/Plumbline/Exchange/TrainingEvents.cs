using System.Globalization;
using System.Runtime.InteropServices;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Exchange;

/// <summary>Writes how a network was trained as a file that TensorBoard shows: curves over the epochs, histograms of the weights.</summary>
public static class TrainingEvents
{
    /// <summary>The name by which TensorBoard knows such a file; it shows each folder with one as a run.</summary>
    /// <param name="begun">When training began.</param>
    public static string FileName(DateTimeOffset begun) =>
        string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{begun.ToUnixTimeSeconds():0000000000}.plumbline");

    /// <summary>Writes the whole file.</summary>
    /// <param name="history">Each epoch gives the scalars <c>loss/training</c>, <c>loss/validation</c> (where there is one),
    /// <c>learning_rate</c>, <c>gradient_norm</c> and <c>epoch_seconds</c>, at its number and its end.</param>
    /// <param name="weights">Of the network as it is kept, one histogram <c>weights/NAME</c> each, at the number of the best epoch.</param>
    /// <param name="begun">When training began; the epochs' ends are counted from it.</param>
    public static void Write(TrainingHistory history, IReadOnlyList<SafeTensor> weights, DateTimeOffset begun, Stream stream)
    {
        var file = new EventFileWriter(stream, begun);
        var at = begun;
        foreach (var epoch in history.Epochs)
        {
            at += TimeSpan.FromSeconds(epoch.Seconds);
            file.Scalar(at, epoch.Epoch, "loss/training", epoch.TrainingLoss);
            if (epoch.ValidationLoss is { } loss) file.Scalar(at, epoch.Epoch, "loss/validation", loss);
            file.Scalar(at, epoch.Epoch, "learning_rate", epoch.LearningRate);
            file.Scalar(at, epoch.Epoch, "gradient_norm", epoch.GradientNorm);
            file.Scalar(at, epoch.Epoch, "epoch_seconds", epoch.Seconds);
        }
        foreach (var tensor in weights.Where(tensor => tensor.Bytes.Length > 0))
            file.Histogram(at, history.BestEpoch, $"weights/{tensor.Name}", new EventHistogram(Values(tensor)));
    }

    private static double[] Values(SafeTensor tensor) => tensor.Type == "F64"
        ? MemoryMarshal.Cast<byte, double>(tensor.Bytes.Span).ToArray()
        : Array.ConvertAll(MemoryMarshal.Cast<byte, float>(tensor.Bytes.Span).ToArray(), value => (double)value);
}
