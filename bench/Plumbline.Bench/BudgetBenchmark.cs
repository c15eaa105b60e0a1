using System.Globalization;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Simulation;

namespace Plumbline.Bench;

/// <summary>How many alarms there are of those that a budget allows, held and not, on rows after the fit rows of simulated fleets, and how many of the injected anomalies they touch.</summary>
internal static class BudgetBenchmark
{
    private const int Nodes = 12;
    private const int Days = 45;
    private const double FitShare = 0.4;
    private static readonly (int Alarms, AlarmPeriod Per, double Days)[] Budgets = [(2, AlarmPeriod.Week, 7), (1, AlarmPeriod.Day, 1)];

    /// <param name="seeds">A fleet each.</param>
    /// <param name="presets">Those of no training when empty.</param>
    public static void Run(int seeds, IReadOnlyCollection<string> presets)
    {
        Console.WriteLine($"{seeds} fleets of {Nodes} nodes, {Days} days of 5 minutes, {FitShare:P0} of them to fit on; alarms as a multiple of the budget, by fleet, and anomalies touched");
        var fleets = Enumerable.Range(1, seeds).Select(seed => SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = Nodes, Days = Days, FitShare = FitShare, Seed = seed })).ToList();
        foreach (var preset in presets.Count > 0 ? presets : ["auto", "auto-soon", "auto-stream"])
        {
            foreach (var (alarms, per, days) in Budgets)
            {
                var fitted = fleets.Select(fleet => Fit(fleet, preset, alarms, per)).ToList();
                foreach (var held in new[] { false, true })
                {
                    var figures = fleets.Zip(fitted, (fleet, detector) => Judge(fleet, detector, held, alarms / days)).ToList();
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{preset,-12} {alarms} a {per.ToString().ToLowerInvariant(),-4} {(held ? "held" : "not held"),-8}  {figures.Average(one => one.Multiple):0.00} ({string.Join(", ", figures.Select(one => one.Multiple.ToString("0.00", CultureInfo.InvariantCulture)))})  {figures.Sum(one => one.Touched)} of {fleets.Sum(fleet => fleet.Anomalies.Count)}"));
                }
            }
        }
    }

    private static Detector Fit(SyntheticFleetData fleet, string preset, int alarms, AlarmPeriod per)
    {
        var options = Presets.Named(preset).Options;
        return DetectorFit.Run(fleet.Frames, options with
        {
            Train = options.Train with { Rows = fleet.FitSteps },
            Threshold = new ThresholdOptions { Rule = ThresholdRule.Budget, Alarms = alarms, Per = per },
        });
    }

    private static (double Multiple, int Touched) Judge(SyntheticFleetData fleet, Detector detector, bool held, double perDay)
    {
        var judged = new Detector(detector.Id, detector.Options with { Alert = detector.Options.Alert with { Hold = held } }, detector.Preprocessor, detector.Model, detector.Errors, detector.Threshold, detector.Summary);
        var (alarms, touched) = (0, 0);
        foreach (var frame in fleet.Frames)
        {
            var verdicts = judged.Score(frame).Verdicts.Where(verdict => verdict.FromRow >= fleet.FitSteps).ToList();
            alarms += verdicts.Count;
            touched += fleet.Anomalies.Count(one => one.Entity == frame.Entity && verdicts.Any(verdict => verdict.FromRow <= one.To && verdict.ToRow >= one.From));
        }
        return (alarms / (Nodes * Days * (1 - FitShare) * perDay), touched);
    }
}
