using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Preprocessing;

namespace Plumbline.App.Quality;

/// <summary>A preset that takes part, or chance.</summary>
/// <param name="Preset">Null for chance.</param>
internal sealed record QualityContestant(string Name, Preset? Preset)
{
    private static readonly string[] Baselines = ["zscore", "pca"];

    public static QualityContestant Random { get; } = new("random", null);

    /// <summary>Those that are asked for, or all that can be fitted on one series whose first rows are normal; and always chance, no model, and PCA.</summary>
    /// <param name="names">Empty for all.</param>
    /// <exception cref="UsageException">There is no such preset; the nearest is suggested.</exception>
    public static (IReadOnlyList<QualityContestant> In, IReadOnlyList<LeftOut> Out) Choose(IReadOnlyCollection<string> names)
    {
        var presets = names.Where(name => name != Random.Name).Select(Named).ToList();
        var left = new List<LeftOut>();
        foreach (var preset in presets.Count == 0 && names.Count == 0 ? Presets.All : [])
        {
            if (WhyNot(preset.Options) is { } why) left.Add(new LeftOut(preset.Name, why));
            else presets.Add(preset);
        }
        presets.AddRange(Baselines.Select(Presets.Named));
        return ([.. presets.DistinctBy(preset => preset.Name).Select(preset => new QualityContestant(preset.Name, preset)), Random], left);
    }

    /// <summary>Why a preset is not among all; asked for by name it takes part nevertheless, see <see cref="Options"/>.</summary>
    public static string? WhyNot(DetectorOptions options)
    {
        if (options.Train.Rows is not null || options.Threshold.Rows is not null) return "it names the rows of one file (train.rows, threshold.rows)";
        if (options.Train.SkipFailed || options.Calibrate.ByEntity) return "it learns from many entities, of which it leaves out or holds out some (train.skipFailed, calibrate.byEntity)";
        return null;
    }

    /// <summary>The preset's options for a case.</summary>
    /// <remarks>Every row is a step, unless the case is about times. A threshold that needs labels gives way to the default rule, rows of one file to those of the case, and
    /// what is held out by entity is held out by time.</remarks>
    public DetectorOptions Options(QualityCase one, QualityLearning learning, int seed)
    {
        var preset = Preset!.Options;
        var options = preset with
        {
            Prepare = preset.Prepare with { Grid = one.Harm is { IsInTime: true } ? preset.Prepare.Grid : new TimeGridOptions { Enabled = false } },
            Train = preset.Train with { Rows = one.FitRows, Until = null, SkipFailed = false, SkipLabelled = one.Harm is not { IsInFitRows: true }, Seed = seed },
            Calibrate = preset.Calibrate with { ByEntity = false },
        };
        if (preset.Model.HoldsOut && preset.Calibrate.Share == 0) return options;
        if (learning == QualityLearning.All)
        {
            return options with
            {
                Calibrate = options.Calibrate with { Share = 0, Score = preset.Model.ScoresItself ? ScoreKind.Own : ScoreKind.SquaredError },
                Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 1 },
            };
        }
        return options with
        {
            Calibrate = options.Calibrate with { Share = preset.Calibrate.Share == 0 ? new CalibrationOptions().Share : preset.Calibrate.Share },
            Threshold = preset.Threshold.NeedsLabels ? new ThresholdOptions() : preset.Threshold with { Rows = null },
        };
    }

    private static Preset Named(string name) =>
        Presets.All.FirstOrDefault(preset => preset.Name == name) ?? throw Spelling.NoPreset(name, [.. Presets.All.Select(preset => preset.Name), Random.Name]);
}
