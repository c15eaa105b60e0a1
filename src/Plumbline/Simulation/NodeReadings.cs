namespace Plumbline.Simulation;

/// <summary>What the sensors of one node report, [step, signal], and how far each signal usually moves.</summary>
internal sealed class NodeReadings(int steps, int fitSteps)
{
    public double[] Values { get; } = new double[steps * NodeSignals.Count];

    public int FitSteps => fitSteps;

    public ref double this[int step, int signal] => ref Values[step * NodeSignals.Count + signal];

    public Span<double> Row(int step) => Values.AsSpan(step * NodeSignals.Count, NodeSignals.Count);

    /// <summary>Standard deviation of a signal over the fit part.</summary>
    public double Spread(int signal)
    {
        double mean = 0, squares = 0;
        for (var step = 0; step < fitSteps; step++) mean += this[step, signal] / fitSteps;
        for (var step = 0; step < fitSteps; step++) squares += Math.Pow(this[step, signal] - mean, 2);
        return Math.Sqrt(squares / fitSteps);
    }
}
