using MathNet.Numerics.Distributions;
using Plumbline.Statistics;

namespace Plumbline.Tuning.Samplers;

/// <summary>Settings where a Gaussian process of the trials so far has most to hope for (Mockus 1975; Jones, Schonlau and Welch 1998; Snoek, Larochelle and Adams 2012). The most for few trials; best where parameters are few and most of them numbers.</summary>
/// <remarks>
/// <para>Kernel: Matern 5/2 over the unit cube of the parameters' scales with a length scale each, variance and noise, all by the likelihood of the trials times weak priors. Losses are standardised; one that is more than ten times as far above the median as the best is below it counts as that far.</para>
/// <para>Trials: complete ones count with their loss, pruned ones with their last intermediate value, failed ones with the worst loss seen, so that nobody goes there again; running and waiting ones are believed to
/// give the mean (constant liar, Ginsbourger and others 2010), so that workers spread. Trials whose settings are not all in the space are left out. Settings that were tried are not tried again.</para>
/// <para>Several objectives: each trial draws weights and looks at max of w f + .05 times the sum of w f, f from 0 for the best to 1 for the worst seen of each objective (ParEGO, Knowles 2006).</para>
/// </remarks>
public sealed record GaussianProcessSampler : Sampler
{
    // The time of an ask grows with the cube: of more trials the better half and the newest ones count.
    private const int MostTrials = 400;

    // A fit that diverged must not make all others look the same: losses count up to so many times as far above the median as the best lies below it.
    private const double Outlying = 10;

    // Weight of the sum in the scalar of several objectives, as Knowles has it.
    private const double SumWeight = 0.05;

    /// <summary>Trials with a result before the process is asked; until then settings are spread evenly. Default 10; at least 2.</summary>
    public int Startup { get; init; } = 10;

    /// <summary>Default expected improvement.</summary>
    public Acquisition Acquisition { get; init; }

    /// <summary>Deviations of luck for <see cref="Acquisition.UpperConfidenceBound"/>, at least 0. Default 2.576: the upper end of 99 of 100 cases.</summary>
    public double Kappa { get; init; } = 2.576;

    /// <summary>One length scale for all parameters and no priors, as published searches of the labs have it. Default false: a learning rate matters on another scale than a number of layers.</summary>
    public bool Isotropic { get; init; }

    /// <summary>Losses are replaced by the normal quantiles of their ranks, for losses that span magnitudes. Default false: how much better is better counts.</summary>
    public bool Ranked { get; init; }

    public override IEnumerable<string> Problems()
    {
        if (Startup < 2) yield return $"startup is {Startup}; expected at least 2";
        if (!(Kappa >= 0 && double.IsFinite(Kappa))) yield return $"kappa is {Kappa}; expected at least 0";
        if (!Enum.IsDefined(Acquisition)) yield return $"acquisition is {(int)Acquisition}; expected one of {string.Join(", ", Enum.GetNames<Acquisition>())}";
    }

    public override IReadOnlyDictionary<string, double>? Sample(SamplingContext context)
    {
        var encoding = new SpaceEncoding(context.Space);
        var random = context.Random();
        if (encoding.Width == 0) return context.Space.Choose(parameter => parameter.FromUnit(0));
        var known = JudgedTrial.Of(context, encoding, SumWeight, random);
        if (known.Count < Startup) return encoding.Values(new SpreadPoints(encoding.Parameters.Count, new Random(context.Seed))[context.Number]);
        var counted = Counted(known);
        var gains = Gains(counted);
        var rows = Encoded(encoding, counted.Select(trial => trial.Values));
        var kernelRows = KernelRows.Of(rows, encoding.ScaleOf);
        var kernel = Isotropic ? KernelFit.Isotropic(kernelRows, gains) : KernelFit.Of(kernelRows, gains);
        var process = new GaussianProcess(kernelRows, gains, kernel);
        var best = Enumerable.Range(0, gains.Length).Max(i => process.MeanAt(i, gains[i]));
        var pending = context.Trials.Where(trial => !trial.IsEnded && encoding.IsWhole(trial.Values)).Select(trial => trial.Values).ToList();
        if (pending.Count > 0)
        {
            double[] lies = [.. gains, .. Enumerable.Repeat(gains.Average(), pending.Count)];
            process = new GaussianProcess(KernelRows.Of([.. rows, .. Encoded(encoding, pending)], encoding.ScaleOf), lies, kernel);
        }
        var tops = Enumerable.Range(0, gains.Length).OrderByDescending(i => gains[i]).Take(5)
            .Select(i => encoding.Parameters.Select(parameter => counted[i].Values.TryGetValue(parameter.Name, out var value) ? parameter.ToUnit(value) : 0.5).ToArray()).ToList();
        var search = new AcquisitionSearch(encoding, process, (mean, deviation) => Worth(mean, deviation, best));
        return search.Best(tops, random, values => context.Trials.Any(trial => trial.Has(values))) ?? context.Space.Choose(parameter => parameter.FromUnit(random.NextDouble()));
    }

    private (double Value, double ByMean, double ByDeviation) Worth(double mean, double deviation, double best) =>
        Acquisition == Acquisition.ExpectedImprovement ? ExpectedImprovement.Of(mean, deviation, best) : (mean + (Kappa * deviation), 1, Kappa);

    // Lower losses are higher gains.
    private double[] Gains(IReadOnlyList<JudgedTrial> trials)
    {
        double[] gains = [.. trials.Select(trial => -trial.Loss)];
        var (best, median) = (gains.Max(), Quantile.Median(gains));
        var floor = best > median && !Isotropic && !Ranked ? median - (Outlying * (best - median)) : double.NegativeInfinity;
        for (var i = 0; i < gains.Length; i++) gains[i] = Math.Max(gains[i], floor);
        if (!Ranked && double.IsFinite(GaussianProcess.Standard(gains).Mean) && double.IsFinite(GaussianProcess.Standard(gains).Deviation)) return gains;
        var sorted = gains.Order().ToArray();
        return [.. gains.Select(gain => Normal.InvCDF(0, 1, (Array.FindLastIndex(sorted, other => other == gain) + Array.FindIndex(sorted, other => other == gain) + 1) / (2.0 * sorted.Length)))];
    }

    private static IReadOnlyList<JudgedTrial> Counted(IReadOnlyList<JudgedTrial> known)
    {
        if (known.Count <= MostTrials) return known;
        var better = known.OrderBy(trial => trial.Loss).Take(MostTrials / 2).Select(trial => trial.Number).ToHashSet();
        var newer = known.Where(trial => !better.Contains(trial.Number)).TakeLast(MostTrials / 2).Select(trial => trial.Number).ToHashSet();
        return [.. known.Where(trial => better.Contains(trial.Number) || newer.Contains(trial.Number))];
    }

    private static double[] Encoded(SpaceEncoding encoding, IEnumerable<IReadOnlyDictionary<string, double>> places)
    {
        var all = places.ToList();
        var rows = new double[all.Count * encoding.Width];
        for (var i = 0; i < all.Count; i++) encoding.Encode(all[i], rows.AsSpan(i * encoding.Width, encoding.Width));
        return rows;
    }
}
