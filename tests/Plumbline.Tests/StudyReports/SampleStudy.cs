using Plumbline.App.StudyReports;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.StudyReports;

/// <summary>Studies on a simulated clock: workers take turns, some trials fail, some are pruned, one worker is away for a night.</summary>
internal static class SampleStudy
{
    public static readonly SearchSpace Space = new(
    [
        new ChoiceParameter("model.kind", ["dense", "lstm", "gru"]),
        new ChoiceParameter("model.encoder", ["[64, 32]", "[128, 64, 32]", "[32]"]),
        new MirroredParameter("model.decoder", "model.encoder"),
        new IntegerParameter("model.latent", 4, 64) { Scale = ParameterScale.Log },
        new RealParameter("train.learningRate", 1e-4, 1e-1) { Scale = ParameterScale.Log },
        new RealParameter("train.decay", 0.9, 0.999) { Scale = ParameterScale.ReverseLog },
        new IntegerParameter("train.batch", 16, 256) { Step = 16 },
        new RealParameter("model.dropout", 0, 0.5) { When = new ParameterCondition("model.kind", ["lstm", "gru"]) },
        new ScaledParameter("prepare.stride", "model.latent", 0.5),
        new RealParameter("threshold.quantile", 0.95, 0.9999),
    ]);

    public static readonly StudyObjective Score = new("vusPr", Goal.Maximize), Loss = new("rmse", Goal.Minimize), Size = new("parameters", Goal.Minimize);

    /// <summary>One objective with steps and pruning, or several without.</summary>
    public static StudyReport Of(int trials, IReadOnlyList<StudyObjective> objectives, int workers = 4, SearchSpace? space = null)
    {
        var definition = new StudyDefinition("fleet", space ?? Space, objectives)
        {
            Seed = 7,
            Defaults = new Dictionary<string, string> { ["model.kind"] = "lstm", ["model.encoder"] = "[64, 32]", ["model.latent"] = "16", ["train.learningRate"] = "0.001", ["train.batch"] = "32", ["train.decay"] = "0.99", ["model.dropout"] = "0.2", ["threshold.quantile"] = "0.999" },
            Facts = new Dictionary<string, string> { ["Data"] = "simulated fleet, 3 nodes", ["Split"] = "rows 0 to 5999 fit, 6000 to 7999 judge" },
        };
        var clock = new StudyClock();
        var store = new MemoryStudyStore();
        var study = Study.Open(definition, store, new StudyOptions { Stop = new StopRules { Trials = trials }, LostAfter = TimeSpan.FromDays(2) }, clock);
        var random = new Random(3);
        var busy = new (AskedTrial Trial, DateTimeOffset Until)?[workers];
        var rested = false;
        while (study.StopReason is null || busy.Any(one => one is not null))
        {
            var resting = !rested && trials > 20 && study.Trials.Count >= trials / 2;
            if (resting && busy.All(one => one is null))
            {
                clock.Now += TimeSpan.FromHours(11);
                (rested, resting) = (true, false);
            }
            for (var worker = 0; worker < workers && !resting; worker++)
            {
                if (busy[worker] is null && study.Ask($"node-{worker + 1}") is { } asked) busy[worker] = (asked, clock.GetUtcNow().AddSeconds(20 + random.Next(400)));
            }
            if (busy.All(one => one is null)) continue;
            var next = Enumerable.Range(0, workers).Where(worker => busy[worker] is not null).MinBy(worker => busy[worker]!.Value.Until);
            clock.Now = busy[next]!.Value.Until;
            End(busy[next]!.Value.Trial, definition, random);
            busy[next] = null;
        }
        return new StudyReport(definition, study.Trials)
        {
            Title = "Search on the simulated fleet",
            Sampler = "random",
            Pruner = objectives.Count == 1 ? "median of others after 5 steps" : null,
            StopReason = study.StopReason,
            Importance = [new("train.learningRate", 0.46), new("model.latent", 0.27), new("threshold.quantile", 0.12), new("model.kind", 0.09), new("train.batch", 0.04), new("model.dropout", 0.02)],
            HeldOut = [new("vusPr", 0.61, 0.72), new("event F1", 0.5, 0.66), new("false alarms per day", 0.8, 0.55)],
        };
    }

    private static void End(AskedTrial asked, StudyDefinition definition, Random random)
    {
        var away = asked.Values.Sum(pair => pair.Key switch
        {
            "train.learningRate" => Math.Pow(Math.Log10(pair.Value) + 2.3, 2),
            "model.latent" => 0.4 * Math.Pow(Math.Log2(pair.Value) - 4.6, 2),
            "model.dropout" => 2 * pair.Value,
            "threshold.quantile" => 30 * (1 - pair.Value),
            _ => 0,
        });
        var quality = Math.Exp(-0.35 * away) * 0.85 * (0.94 + (0.06 * random.NextDouble()));
        if (asked.Number > 0 && random.NextDouble() < 0.06)
        {
            asked.Fail("IOException: <disk> \"full\" & no more room");
            return;
        }
        if (definition.Objectives.Count > 1)
        {
            var latent = asked.Values.GetValueOrDefault("model.latent", 16);
            asked.Tell([.. definition.Objectives.Select(objective => objective.Name switch { "vusPr" => quality, "rmse" => 1 - quality, _ => 900 * latent * (0.5 + random.NextDouble()) })]);
            return;
        }
        var loses = definition.Objectives[0].Goal == Goal.Minimize;
        var hopeless = loses && asked.Values.GetValueOrDefault("train.learningRate") > 0.07 ? 1e4 : 1;
        for (var step = 1; step <= 30; step++)
        {
            var value = quality * (1 - Math.Exp(-step / 6.0)) + (0.01 * random.NextDouble());
            asked.Report(step, loses ? hopeless * (1.02 - value) : value);
            if (asked.Number > 8 && step == 6 + (asked.Number % 5) && quality < 0.22)
            {
                asked.Prune();
                return;
            }
        }
        asked.Tell([loses ? hopeless * (1 - quality) : quality], new Dictionary<string, double> { ["fitSeconds"] = 11 + asked.Number });
    }
}
