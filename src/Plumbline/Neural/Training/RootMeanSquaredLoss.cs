using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Training;

internal sealed class RootMeanSquaredLoss : Loss
{
    public override double Evaluate(LossPass pass)
    {
        var stride = PanelLayout.Pad(pass.Width);
        var count = (double)pass.Steps * pass.Width;
        var sum = 0.0;
        for (var row = 0; row < pass.Rows; row++)
        {
            var squares = 0.0;
            for (var step = 0; step < pass.Steps; step++)
            {
                var at = ((step * pass.Rows) + row) * stride;
                for (var i = at; i < at + pass.Width; i++)
                {
                    var difference = (double)pass.Outputs[i] - pass.Targets[i];
                    squares += difference * difference;
                }
            }
            var root = Math.Sqrt(squares / count);
            sum += root;
            var scale = root > 0 ? 1 / (root * count * pass.BatchRows) : 0; // a perfect row has no direction to go
            for (var step = 0; step < pass.Steps; step++)
            {
                var at = ((step * pass.Rows) + row) * stride;
                for (var i = at; i < at + pass.Width; i++) pass.Gradients[i] = (float)(scale * (pass.Outputs[i] - pass.Targets[i]));
                pass.Gradients[(at + pass.Width)..(at + stride)].Clear();
            }
        }
        return sum;
    }
}
