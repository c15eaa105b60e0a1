using System.Text;

namespace Plumbline.Tuning.Pruners;

/// <summary>Hyperband (Li and others 2018): successive halving in several brackets, from one that ends most trials after the first step to one that ends none early, since nobody knows how much early values say.</summary>
/// <remarks>Of n brackets, n the number of powers of eta that fit between the lowest and the highest step, bracket b has its first rung at step least times eta^b and gets ceil(n eta^s / (s + 1)) trials in every round, s = n - 1 - b.
/// A trial's bracket follows from a checksum (CRC-32) of the study's name and its number: no worker needs to ask another. Only trials of one bracket are compared. With <see cref="Samplers"/> that learn, such as TPE, this is BOHB (Falkner and others 2018).</remarks>
public sealed record HyperbandPruner : Pruner
{
    /// <summary>Step of the lowest rung, at least 1. Default 1.</summary>
    public int Least { get; init; } = 1;

    /// <summary>Steps of a trial that goes to the end, at least <see cref="Least"/>. Default null: the most a complete trial had; nobody is ended before there is one.</summary>
    public int? Most { get; init; }

    /// <summary>By which factor trials become fewer and steps more from rung to rung, at least 2. Default 3.</summary>
    public int Eta { get; init; } = 3;

    public override IEnumerable<string> Problems()
    {
        if (Least < 1) yield return $"least is {Least}; expected at least 1";
        if (Most < Least) yield return $"most is {Most}; expected at least {Least}, which is least";
        if (Eta < 2) yield return $"eta is {Eta}; expected at least 2";
    }

    /// <summary>Trials of each bracket in a round, those ended soonest first.</summary>
    /// <param name="most">Steps of a trial that goes to the end.</param>
    public IReadOnlyList<int> Brackets(int most)
    {
        // By multiplication: the logarithm of 243 to base 3 is not quite 5.
        var count = 0;
        for (var rung = (long)Least; rung <= most; rung *= Eta) count++;
        return [.. Enumerable.Range(0, count).Select(bracket => (int)(((count * Power(count - 1 - bracket)) + count - 1 - bracket) / (count - bracket)))];
    }

    /// <summary>Which bracket a trial belongs to.</summary>
    /// <param name="budgets">As <see cref="Brackets"/> gives them.</param>
    public static int BracketOf(string study, int number, IReadOnlyList<int> budgets)
    {
        var rest = (long)(Checksum($"{study}_{number}") % budgets.Sum(budget => (long)budget));
        for (var bracket = 0; bracket < budgets.Count; bracket++)
        {
            rest -= budgets[bracket];
            if (rest < 0) return bracket;
        }
        throw new ArgumentException("There are no brackets.", nameof(budgets));
    }

    public override bool LooksAt(int step) => IsRung(step, Least, Eta);

    public override bool Prunes(PruningContext context)
    {
        if ((Most ?? MostOf(context)) is not { } most || most < Least) return false;
        var budgets = Brackets(most);
        var bracket = BracketOf(context.Study, context.Trial.Number, budgets);
        var peers = context.Trials.Where(trial => BracketOf(context.Study, trial.Number, budgets) == bracket).ToList();
        return new HalvingPruner { Eta = Eta, Least = Least, Reserved = bracket }.Prunes(context with { Trials = peers });
    }

    /// <summary>CRC-32 of the text in UTF-8, as gzip has it.</summary>
    internal static uint Checksum(string text)
    {
        var sum = uint.MaxValue;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
        }
        return ~sum;
    }

    private static int? MostOf(PruningContext context) =>
        context.Trials.Where(trial => trial.State == TrialState.Complete && trial.Steps.Count > 0).Max(trial => (int?)trial.Steps[^1].Step);

    private long Power(int exponent) => exponent == 0 ? 1 : Eta * Power(exponent - 1);
}
