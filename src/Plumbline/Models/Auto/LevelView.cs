using System.Numerics.Tensors;
using Plumbline.Neural;

namespace Plumbline.Models.Auto;

/// <summary>How far a step alone is from what is usual: mean over the signals of ln(1 + |z|).</summary>
internal sealed class LevelView() : View(1, 0, true)
{
    public override long ParameterCount => 0;

    public override void Score(ReadOnlySpan<float> steps, Span<double> scores)
    {
        var signals = steps.Length / scores.Length;
        for (var i = 0; i < scores.Length; i++) scores[i] = TensorPrimitives.SumOfMagnitudes(steps.Slice(i * signals, signals)) / signals;
    }

    // Nothing was fitted but the scale of each signal.
    public override double[] HeldOut(FitSteps steps, ReadOnlySpan<int> starts, CancellationToken cancellation)
    {
        var scores = new double[starts.Length];
        for (var i = 0; i < scores.Length; i++) Score(steps.Stretch(starts[i], 1), scores.AsSpan(i, 1));
        return scores;
    }

    public override IEnumerable<SafeTensor> ToTensors() => [];
}
