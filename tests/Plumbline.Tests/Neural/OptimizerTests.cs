using Plumbline.Neural.Training;

namespace Plumbline.Tests.Neural;

public sealed class OptimizerTests
{
    private static readonly double[] Gradients = [0.5, -0.25, 0.1, 2, -3, 0, 1e-4, 1e-9];

    [Fact]
    public void Adam_follows_its_formulas()
    {
        var (means, squares, expected) = (new double[8], new double[8], new double[8]);
        var parameters = new float[8];
        var adam = Optimizer.Create(OptimizerKind.Adam, 8);
        for (var step = 1; step <= 20; step++)
        {
            for (var i = 0; i < 8; i++)
            {
                var gradient = Gradients[i] * (step % 3);
                means[i] = (0.9 * means[i]) + (0.1 * gradient);
                squares[i] = (0.999 * squares[i]) + (0.001 * gradient * gradient);
                expected[i] -= 1e-3 * Math.Sqrt(1 - Math.Pow(0.999, step)) / (1 - Math.Pow(0.9, step)) * means[i] / (Math.Sqrt(squares[i]) + 1e-7);
            }
            adam.Step(Array.ConvertAll(Gradients, gradient => (float)gradient * (step % 3)), 1e-3, parameters);
        }
        for (var i = 0; i < 8; i++) Assert.Equal(expected[i], parameters[i], 1e-6);
    }

    [Fact]
    public void RmsProp_follows_its_formulas()
    {
        var (squares, expected) = (new double[8], new double[8]);
        var parameters = new float[8];
        var rmsProp = Optimizer.Create(OptimizerKind.RmsProp, 8);
        for (var step = 1; step <= 20; step++)
        {
            for (var i = 0; i < 8; i++)
            {
                var gradient = Gradients[i] * (step % 3);
                squares[i] = (0.9 * squares[i]) + (0.1 * gradient * gradient);
                expected[i] -= 1e-3 * gradient / Math.Sqrt(squares[i] + 1e-7);
            }
            rmsProp.Step(Array.ConvertAll(Gradients, gradient => (float)gradient * (step % 3)), 1e-3, parameters);
        }
        for (var i = 0; i < 8; i++) Assert.Equal(expected[i], parameters[i], 1e-6);
    }
}
