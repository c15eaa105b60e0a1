using System.CommandLine;
using System.Text;
using Plumbline.App.Documents;
using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Sequences;

namespace Plumbline.App.Commands;

/// <summary><c>sequence score</c>: which sequences are anomalous, and where.</summary>
internal static class SequenceScoreCommand
{
    public static Command Create(Shell shell)
    {
        var (model, data, json) = (SequenceCommand.Model(), SequenceCommand.Data(), CommandOptions.Json());
        var output = CommandOptions.Out("Scores file (CSV) to write, a row a sequence; - is standard output.");
        var command = new Command("score", "Scores sequences; --json prints the published response with its eight fields.") { model, data, output, json };
        command.SetAction(parse => Run(parse.GetRequiredValue(model), parse.GetRequiredValue(data), parse.GetValue(output), shell, parse.GetValue(json)));
        return command;
    }

    private static void Run(string model, string data, string? path, Shell shell, bool json)
    {
        if (path is null && !json) throw new UsageException("there is nowhere to write the scores to; expected --out FILE or --json.");
        if (json && path == "-") throw new UsageException("--out - and --json both want standard output; expected one of them to go elsewhere.");
        var detector = SequenceFile.ReadDetector(model, shell);
        var set = SequenceFile.Read(data, shell);
        using var file = path is null ? null : OutputFile.Create(path, shell);
        var scores = detector.Score(set, shell.Cancellation);
        if (file is not null)
        {
            Write(detector, scores, file.Stream);
            file.Commit();
        }
        if (json)
        {
            shell.WriteJson(SequencePredictions.Of(detector, scores), DocumentJson.Default.SequencePredictions);
            return;
        }
        var (time, feature) = (scores.LargestOfTime(), scores.LargestOfFeature());
        var (byTime, byFeature) = (time.Count(distance => distance > detector.Thresholds.Time.Value), feature.Count(distance => distance > detector.Thresholds.Feature.Value));
        shell.Notes.Line($"{scores.Count} sequences: {byTime} flagged by time, {byFeature} by feature{(path == "-" ? "" : $"; scores in {path}")}");
    }

    private static void Write(SequenceDetector detector, SequenceScores scores, Stream stream)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("sequence,time_distance,time_threshold,time_flag,top_step,feature_distance,feature_threshold,feature_flag,top_signal");
        var (time, feature) = (detector.Thresholds.Time.Value, detector.Thresholds.Feature.Value);
        for (var i = 0; i < scores.Count; i++)
        {
            var steps = scores.TimeDistances.AsSpan(i * scores.StepCount, scores.StepCount);
            var signals = scores.FeatureDistances.AsSpan(i * scores.SignalCount, scores.SignalCount);
            var (step, signal) = (TopOf(steps), TopOf(signals));
            writer.WriteLine($"{i},{steps[step]:R},{time:R},{(steps[step] > time ? 1 : 0)},{step},{signals[signal]:R},{feature:R},{(signals[signal] > feature ? 1 : 0)},{detector.Reconstruction.Signals[signal]}");
        }
    }

    private static int TopOf(ReadOnlySpan<double> distances)
    {
        var top = 0;
        for (var i = 1; i < distances.Length; i++)
            if (distances[i] > distances[top]) top = i;
        return top;
    }
}
