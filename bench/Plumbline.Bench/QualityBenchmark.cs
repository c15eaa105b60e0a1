using System.Diagnostics;
using System.Globalization;
using Plumbline.Detection;
using Plumbline.Evaluation;
using Plumbline.Preprocessing;

namespace Plumbline.Bench;

/// <summary>VUS-PR of presets on the shared series, two views of each, beside the figures recorded for the recipes of <c>auto</c>.</summary>
/// <remarks>All rows count, the fit rows among them; rows without a score do not.</remarks>
internal static class QualityBenchmark
{
    /// <param name="data">The shared data folder.</param>
    /// <param name="presets">Names.</param>
    /// <returns>0.</returns>
    public static int Run(string data, IReadOnlyList<string> presets)
    {
        var cases = QualityCase.ReadAll(data);
        var begun = Stopwatch.GetTimestamp();
        var figures = new double[cases.Count, presets.Count];
        var order = Enumerable.Range(0, cases.Count).OrderByDescending(i => cases[i].Frame.Values.Length); // the largest first
        Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            for (var preset = 0; preset < presets.Count; preset++) figures[i, preset] = Measure(cases[i], presets[preset]);
        });
        Print(cases, presets, (i, preset) => figures[i, preset]);
        Console.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s");
        return 0;
    }

    /// <summary>Cases, sets and the mean of the sets, beside the recipes.</summary>
    public static void Print(IReadOnlyList<QualityCase> cases, IReadOnlyList<string> columns, Func<int, int, double> figure)
    {
        Console.WriteLine(string.Concat(columns.Prepend("R3").Prepend("R1").Prepend($"{"",-24}").Select(column => $"{column,12}")));
        var all = Enumerable.Range(0, cases.Count).ToList();
        var sets = QualityCase.SetNames.Select(set => all.Where(i => cases[i].Set == set).ToList()).ToList();
        foreach (var i in all) Line(cases[i].Name, [i]);
        for (var set = 0; set < sets.Count; set++) Line(QualityCase.SetNames[set], sets[set]);
        Line("mean of the sets", null);

        void Line(string name, List<int>? some)
        {
            double Mean(Func<int, double> of) => some?.Average(of) ?? sets.Average(set => set.Average(of));
            var values = columns.Select((_, column) => Mean(i => figure(i, column))).Prepend(Mean(i => cases[i].Recipes[2])).Prepend(Mean(i => cases[i].Recipes[0]));
            Console.WriteLine($"{name,-24}" + string.Concat(values.Select(value => value.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(12))));
        }
    }

    private static double Measure(QualityCase one, string preset)
    {
        var options = Presets.Named(preset).Options;
        options = options with
        {
            // Every row is a step, all fit rows are learnt from, and no threshold is asked for.
            Prepare = options.Prepare with { Grid = new TimeGridOptions { Enabled = false } },
            Train = options.Train with { Rows = one.FitRows, SkipLabelled = false },
            Calibrate = options.Calibrate with { Share = 0, Score = options.Model.ScoresItself ? ScoreKind.Own : ScoreKind.SquaredError },
            Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 1 },
        };
        var scores = DetectorFit.Run([one.Frame], options).Score(one.Frame).Rows.RawScores;
        return VolumeUnderSurface.Of(scores, one.Frame.Labels.Span, one.Window)!.PrecisionRecall;
    }
}
