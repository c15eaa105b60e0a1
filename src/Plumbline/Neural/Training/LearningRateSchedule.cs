namespace Plumbline.Neural.Training;

/// <summary>How the learning rate changes while a network is trained.</summary>
public sealed record LearningRateSchedule
{
    /// <summary>Constant by default.</summary>
    public ScheduleKind Kind { get; init; } = ScheduleKind.Constant;

    /// <summary>What is left of the rate after each <see cref="Every"/> epochs; above 0 to 1. 0.5, a half.</summary>
    public double Factor { get; init; } = 0.5;

    /// <summary>Epochs, at least 1. 10 by default.</summary>
    public int Every { get; init; } = 10;

    /// <summary>Share of the rate below which no schedule goes; 0 to 1. 0.01.</summary>
    public double Least { get; init; } = 0.01;

    /// <summary>Epochs over which the rate first grows evenly from nothing; at least 0. 0, none.</summary>
    public double Warmup { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (!Enum.IsDefined(Kind)) yield return $"schedule.kind is {Kind}; expected one of {string.Join(", ", Enum.GetNames<ScheduleKind>())}";
        if (!(Factor is > 0 and <= 1)) yield return $"schedule.factor is {Factor}; expected above 0, at most 1";
        if (Every < 1) yield return $"schedule.every is {Every}; expected at least 1";
        if (!(Least is >= 0 and <= 1)) yield return $"schedule.least is {Least}; expected 0 to 1";
        if (!(Warmup >= 0 && double.IsFinite(Warmup))) yield return $"schedule.warmup is {Warmup}; expected at least 0";
    }

    /// <summary>Share of the learning rate to step with.</summary>
    /// <param name="done">Epochs behind, parts of one included.</param>
    /// <param name="next">The same after the step.</param>
    /// <param name="epochs">Most that there will be.</param>
    /// <param name="history">Of the epochs behind.</param>
    internal double ShareAt(double done, double next, int epochs, IReadOnlyList<EpochRecord> history)
    {
        var share = Kind switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Step => Math.Pow(Factor, Math.Floor(done / Every)),
            ScheduleKind.Exponential => Math.Pow(Factor, done / Every),
            ScheduleKind.InverseTime => 1 / (1 + (((1 / Factor) - 1) * done / Every)),
            ScheduleKind.Cosine => (1 + Math.Cos(Math.PI * Math.Min(1, done / epochs))) / 2,
            ScheduleKind.Plateau => Math.Pow(Factor, Plateaus(history)),
            _ => throw new InvalidOperationException($"{Kind} is no schedule."),
        };
        return Math.Max(share, Math.Min(1, Least)) * (Warmup > 0 ? Math.Min(1, next / Warmup) : 1);
    }

    // Runs of Every epochs without a new lowest loss; each begins the count anew.
    private int Plateaus(IReadOnlyList<EpochRecord> history)
    {
        var (plateaus, waited, lowest) = (0, 0, double.PositiveInfinity);
        for (var i = 0; i < history.Count; i++)
        {
            var loss = history[i].MonitoredLoss;
            waited = loss < lowest ? 0 : waited + 1;
            lowest = Math.Min(lowest, loss);
            if (waited < Every) continue;
            plateaus++;
            waited = 0;
        }
        return plateaus;
    }
}
