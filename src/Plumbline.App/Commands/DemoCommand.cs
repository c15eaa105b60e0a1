using System.CommandLine;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Simulation;

namespace Plumbline.App.Commands;

/// <summary><c>demo</c>: a simulated fleet from raw telemetry to explained anomalies, judged against what was injected.</summary>
internal static class DemoCommand
{
    public static Command Create(Shell shell)
    {
        var output = new Option<string>("--out", "-o") { Description = "Folder for the data, the detector, the scores and the report.", HelpName = "DIR", DefaultValueFactory = _ => "demo" };
        var seed = new Option<int>("--seed") { Description = "Fixes the simulated fleet.", HelpName = "N", DefaultValueFactory = _ => new SyntheticFleetOptions().Seed };
        var alarms = AlarmsOption.Create();
        var command = new Command("demo", "Simulates a fleet, fits, scores, and shows the anomalies found.") { output, seed, alarms };
        command.SetAction(parse => Run(parse.GetRequiredValue(output), parse.GetValue(seed), parse.GetValue(alarms), shell));
        return command;
    }

    private static void Run(string folder, int seed, string? alarms, Shell shell)
    {
        var start = AlarmsOption.Apply(Presets.Named("dense").Options, alarms);
        CreateFolder(folder);
        var (data, model, scores, page) = (Path.Combine(folder, "fleet.csv"), Path.Combine(folder, "model.plumb"), Path.Combine(folder, "scores.csv"), Path.Combine(folder, "report.html"));
        var printer = shell.Report(outputIsTaken: false);
        var options = new SyntheticFleetOptions { Seed = seed };
        var fleet = SyntheticFleet.Generate(options);
        using (var file = OutputFile.Create(data, shell))
        {
            SeriesCsvWriter.Write(file.Stream, fleet.Frames, shell.Cancellation);
            file.Commit();
        }
        printer.Line($"Simulated {fleet.Frames.Count} nodes, {options.Days} days, {fleet.Frames[0].SignalCount} signals; {fleet.Anomalies.Count} anomalies in the last {1 - options.FitShare:P0}.");

        using var bundle = OutputFile.Create(model, shell);
        var detector = Fitting.Run(fleet.Frames, start with { Train = start.Train with { Rows = fleet.FitSteps } }, shell);
        DetectorFile.Write(detector, bundle);
        printer.Line($"Fitted {detector.Model.ParameterCount:N0} parameters on {fleet.FitSteps} rows of each node in {Figure.Seconds(detector.Summary.Seconds)}.");

        var verdicts = new List<Verdict>();
        using (var file = OutputFile.Create(scores, shell))
        {
            var scoring = Scoring.Run(detector, new SeriesSource([data], null, null), shell, file.Stream, verdicts.Add);
            file.Commit();
            printer.Line($"Scored {scoring.Rows} rows.");
        }
        using (var file = OutputFile.Create(page, shell)) ReportCommand.Write(detector, fleet.Frames, file, shell);
        new DemoOutcome(fleet, options, verdicts).Write(printer);
        printer.Line();
        printer.Line($"Written: {data}, {model}, {scores}, and {page} to open in a browser. Next:");
        printer.Line($"  ./plumbline evaluate --scores {scores} --data {data} --model {model}");
        printer.Line($"  ./plumbline explain --model {model} --data {data} --entity {fleet.Anomalies[0].Entity} --at \"{fleet.Frames[0].Time.Format(fleet.Anomalies[0].From)}\"");
        printer.Line("  ./plumbline fit --data yours.csv --out yours.plumb");
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{folder} cannot be made a folder: {fault.Message}", fault);
        }
    }
}
