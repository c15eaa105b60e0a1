using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Plumbline.Data;
using Plumbline.Exchange;
using Plumbline.Models;
using Plumbline.Neural.Kernels;
using Plumbline.Tests.Detection;

namespace Plumbline.Tests.Exchange;

public sealed class OnnxExportTests
{
    [Theory]
    [InlineData(1, 159, new[] { 64 }, Activation.Relu)]
    [InlineData(1, 1, new[] { 1 }, Activation.Linear)]
    [InlineData(1, 24, new[] { 16, 8, 4 }, Activation.Tanh)]
    [InlineData(12, 5, new[] { 33, 7 }, Activation.Sigmoid)]
    [InlineData(5, 4, new[] { 18, 6 }, Activation.Softplus)]
    [InlineData(30, 3, new[] { 20 }, Activation.Linear)]
    [InlineData(7, 1, new[] { 9, 3 }, Activation.Relu)]
    public void Onnx_runtime_gives_the_outputs_of_a_dense_autoencoder(int windowLength, int signalCount, int[] units, Activation activation)
    {
        var model = RandomDense.Model(windowLength, signalCount, units, activation);
        AssertSameOutputs(model);
    }

    [Theory]
    [InlineData(1, 24, 5)]
    [InlineData(6, 4, 24)]
    [InlineData(6, 4, 1)]
    public void Onnx_runtime_gives_the_outputs_of_principal_components(int windowLength, int signalCount, int components)
    {
        var series = RandomDense.Windows(200, RandomDense.Model(windowLength, signalCount, [1], Activation.Linear), seed: 5);
        var windows = new Windows([series.AsMemory()], signalCount, windowLength);
        var model = PcaModel.Fit(windows, new PcaOptions { Window = windowLength, Components = components }, TestContext.Current.CancellationToken);
        AssertSameOutputs(model);
    }

    [Fact]
    public void Onnx_runtime_expects_zeros_where_there_is_no_model() => AssertSameOutputs(new ZScoreModel(4));

    [Fact]
    public void Inputs_and_outputs_state_their_shape_and_leave_the_batch_open()
    {
        using var session = Session(stream => OnnxExport.Write(RandomDense.Model(12, 5, [4], Activation.Relu), stream));
        var (input, output) = (session.InputMetadata["windows"], session.OutputMetadata["reconstructions"]);
        Assert.Equal([-1, 12, 5], input.Dimensions);
        Assert.Equal([-1, 12, 5], output.Dimensions);
        Assert.Equal(["batch", "", ""], input.SymbolicDimensions);
        Assert.Equal("plumbline", session.ModelMetadata.ProducerName);
        Assert.Equal(OnnxExport.Opset, 17);
    }

    [Fact]
    public void A_detectors_file_holds_what_it_takes_to_score_raw_rows()
    {
        var detector = SmallFleet.Dense;
        using var session = Session(stream => OnnxExport.Write(detector, stream));
        var properties = session.ModelMetadata.CustomMetadataMap;
        var signals = JsonSerializer.Deserialize<string[]>(properties["plumbline.signals"])!;
        var centers = JsonSerializer.Deserialize<double[]>(properties["plumbline.centers"])!;
        var scales = JsonSerializer.Deserialize<double[]>(properties["plumbline.scales"])!;
        Assert.Equal(detector.Preprocessor.Signals, signals);
        var deviations = JsonSerializer.Deserialize<double[]>(properties["plumbline.deviations"])!;
        Assert.Equal(detector.Threshold.Value, double.Parse(properties["plumbline.threshold"], CultureInfo.InvariantCulture));
        Assert.Equal(detector.Id, properties["plumbline.detector"]);

        var frame = SmallFleet.Unseen(1).Slice(0, 1);
        var scaled = signals.Select((name, i) => (float)((frame.Row(0)[frame.Signals.ToList().IndexOf(name)] - centers[i]) / scales[i])).ToArray();
        var expected = Run(session, scaled, 1, scaled.Length);
        var score = Enumerable.Range(0, signals.Length).Sum(i => Math.Pow((scaled[i] - expected[i]) / deviations[i], 2));
        Assert.Equal("weightedSquaredError", properties["plumbline.score"]);
        Assert.Equal(1, score / detector.Score(frame).Rows.RawScores[0], 1e-4);
    }

    private static void AssertSameOutputs(IReconstructionModel model)
    {
        using var session = Session(stream => OnnxExport.Write(model, stream));
        foreach (var count in new[] { 1, 5, 70 })
        {
            var windows = RandomDense.Windows(count, model);
            var expected = RandomDense.Reconstructions(model, windows);
            var actual = Run(session, windows, model.WindowLength, model.SignalCount);
            Assert.Equal(expected.Length, actual.Length);
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
        }
    }

    private static float[] Run(InferenceSession session, float[] windows, int windowLength, int signalCount)
    {
        var shape = new[] { windows.Length / (windowLength * signalCount), windowLength, signalCount };
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("windows", new DenseTensor<float>(windows, shape))]);
        var tensor = results[0].AsTensor<float>();
        Assert.Equal(shape, tensor.Dimensions.ToArray());
        return [.. tensor];
    }

    private static InferenceSession Session(Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(file.ToArray(), options);
    }
}
