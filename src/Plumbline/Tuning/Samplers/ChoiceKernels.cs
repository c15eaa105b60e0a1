namespace Plumbline.Tuning.Samplers;

/// <summary>Kernels over choices that have no order: the one that was seen has 1 and each a share of the prior, in parts of their sum.</summary>
internal sealed class ChoiceKernels : ParzenKernels
{
    private readonly int[] seen; // [kernel]: which of the choices; their number for the prior
    private readonly double own;
    private readonly double other;
    private readonly int choices;

    public ChoiceKernels(int choices, double[] observations, ParzenRules rules)
    {
        this.choices = choices;
        seen = new int[observations.Length + 1];
        for (var i = 0; i < observations.Length; i++) seen[i] = (int)observations[i];
        seen[^1] = choices;
        var share = rules.PriorWeight / seen.Length;
        other = share / (1 + (choices * share));
        own = (1 + share) / (1 + (choices * share));
    }

    /// <summary>Chance of each choice under a kernel.</summary>
    public double Chance(int kernel, int choice) => seen[kernel] == choices ? 1.0 / choices : seen[kernel] == choice ? own : other;

    public override void AddLogDensities(double value, Span<double> sums)
    {
        var choice = (int)value;
        // Without a branch that nobody can foresee.
        ReadOnlySpan<double> either = [Math.Log(other), Math.Log(own)];
        for (var i = 0; i < sums.Length - 1; i++) sums[i] += either[seen[i] == choice ? 1 : 0];
        sums[^1] -= Math.Log(choices);
    }

    public override double Draw(int kernel, Random random)
    {
        var place = random.NextDouble();
        for (var choice = 0; choice < choices - 1; choice++)
        {
            place -= Chance(kernel, choice);
            if (place < 0) return choice;
        }
        return choices - 1;
    }
}
