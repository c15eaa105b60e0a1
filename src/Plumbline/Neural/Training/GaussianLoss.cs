using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

internal sealed class GaussianLoss : Loss
{
    private static readonly double LeastLogVariance = Math.Log(1e-6);

    public override int TargetWidth(int outputs) => outputs % 2 == 0
        ? outputs / 2
        : throw new ArgumentException($"{outputs} outputs of a step cannot be means and as many variances.", nameof(outputs));

    // The gradient passes through the least variance as if it were not there, so that an output beyond it finds back.
    public override double Evaluate(LossPass pass)
    {
        var targets = TargetWidth(pass.Width);
        var (stride, targetStride) = (PanelLayout.Pad(pass.Width), PanelLayout.Pad(targets));
        var count = (double)pass.Steps * targets;
        var scale = 1 / (count * pass.BatchRows);
        var sum = 0.0;
        for (var row = 0; row < pass.Steps * pass.Rows; row++)
        {
            var y = pass.Outputs.Slice(row * stride, pass.Width);
            var t = pass.Targets.Slice(row * targetStride, targets);
            var g = pass.Gradients.Slice(row * stride, stride);
            for (var i = 0; i < targets; i++)
            {
                var logVariance = Math.Max(y[targets + i], LeastLogVariance);
                var precision = Math.Exp(-logVariance);
                var difference = (double)y[i] - t[i];
                sum += 0.5 * (logVariance + (difference * difference * precision));
                g[i] = (float)(scale * difference * precision);
                g[targets + i] = (float)(scale * 0.5 * (1 - (difference * difference * precision)));
            }
            g[pass.Width..].Clear();
        }
        return sum / count;
    }
}
