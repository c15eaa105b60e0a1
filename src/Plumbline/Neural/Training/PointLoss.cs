using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

/// <summary>A loss that is the mean of what each output has alone.</summary>
internal sealed class PointLoss<T> : Loss where T : struct, IDifference
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(LossPass pass)
    {
        var vectors = PanelLayout.Pad(pass.Width) / Vector256<float>.Count;
        var scale = 1 / ((float)pass.BatchRows * pass.Steps * pass.Width);
        var ys = MemoryMarshal.Cast<float, Vector256<float>>(pass.Outputs);
        var ts = MemoryMarshal.Cast<float, Vector256<float>>(pass.Targets)[..ys.Length];
        var gs = MemoryMarshal.Cast<float, Vector256<float>>(pass.Gradients)[..ys.Length];
        var full = pass.Width / Vector256<float>.Count;
        var rest = Vector256.LessThan(Vector256<float>.Indices, Vector256.Create((float)(pass.Width % Vector256<float>.Count)));
        var sum = 0.0;
        for (var first = 0; first < pass.Steps * pass.Rows * vectors; first += vectors)
        {
            var values = Vector256<float>.Zero;
            var i = first;
            for (; i < first + full; i++)
            {
                values += T.Value(ys[i], ts[i]);
                gs[i] = T.Slope(ys[i], ts[i]) * scale;
            }
            for (; i < first + vectors; i++)
            {
                var inside = i == first + full ? rest : Vector256<float>.Zero;
                values += T.Value(ys[i], ts[i]) & inside;
                gs[i] = (T.Slope(ys[i], ts[i]) * scale) & inside;
            }
            sum += Vector256.Sum(values);
        }
        return sum / ((double)pass.Steps * pass.Width);
    }
}
