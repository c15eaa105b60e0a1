using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Tuning;
using Plumbline.Tuning.Objectives;

namespace Plumbline.App.Search;

/// <summary>A search for a detector's settings.</summary>
internal sealed class DetectorTarget : SearchTarget
{
    private readonly SearchPlan plan;
    private readonly Job job;
    private readonly IReadOnlyList<SeriesFrame> frames;
    private readonly Shell shell;
    private readonly TuningRows rows;
    private readonly DetectorJudge judge;

    /// <exception cref="UsageException">An objective that there is not.</exception>
    /// <exception cref="DataFormatException">Rows that do not allow the search.</exception>
    public DetectorTarget(SearchPlan plan, Job job, IReadOnlyList<SeriesFrame> frames, Shell shell)
    {
        (this.plan, this.job, this.frames, this.shell) = (plan, job, frames, shell);
        rows = TuningRows.Of(frames, job.Options, plan.Tune.Validate);
        judge = new DetectorJudge(rows.Validation, [.. plan.Tune.Objectives.Select(Kind)], plan.Tune.Validate, rows.Fit[0], shell.Time);
    }

    public override IReadOnlyList<StudyObjective> Objectives => [.. judge.Kinds.Select(kind => kind.ToObjective())];

    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["data"] = string.Join(", ", frames.Select(frame => Path.GetFileName(frame.Source)).Distinct()),
        ["split"] = rows.Split,
        ["fit seed"] = job.Options.Train.Seed.ToString(),
        ["preset"] = job.Options.Preset,
        ["fingerprint"] = Fingerprint(),
    };

    public override bool ReportsSteps => judge.Kinds.Count == 1 && !judge.Kinds[0].IsOfTraining() && !judge.Kinds[0].IsSize();

    public override IReadOnlyDictionary<string, double> Descriptors => DataDescriptors.Of(rows.Fit);

    public override void Run(AskedTrial trial, CancellationToken cancellation) =>
        DetectorTrial.Run(trial, OptionsOf(trial.Settings), rows, judge, shell.Time, cancellation: cancellation);

    public override IReadOnlyList<HeldOutFigure> Finish(IReadOnlyDictionary<string, string> settings, SearchFolder folder, string heading)
    {
        var options = OptionsOf(settings);
        using (var file = OutputFile.Create(folder.Job, shell))
        {
            using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in heading.Split('\n')) writer.WriteLine($"# {line}");
                if (job.Source.Data.Count > 0) writer.WriteLine($"source:\n  data: [{string.Join(", ", job.Source.Data.Select(path => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'"))}]");
                JobWriter.Write(options, writer);
            }
            file.Commit();
        }
        var winner = Fitting.Run(rows.Fit, OnFitRows(options), shell);
        using (var file = OutputFile.Create(folder.Model, shell)) DetectorFile.Write(winner, file);
        return rows.Test.Count == 0 ? [] : HeldOut(Fitting.Run(rows.Fit, OnFitRows(job.Options), shell), winner);
    }

    private List<HeldOutFigure> HeldOut(Detector defaults, Detector winner)
    {
        var hasLabels = rows.Test.Any(part => part.Frame.HasLabels && part.Frame.Labels.Span[part.Lead..].ContainsAnyExcept(0));
        ObjectiveKind[] kinds = [.. judge.Kinds.Where(kind => hasLabels || !kind.NeedsLabels()), .. hasLabels ? [ObjectiveKind.VusPr, ObjectiveKind.AucPr, ObjectiveKind.EventF1] : Array.Empty<ObjectiveKind>(), ObjectiveKind.Parameters];
        var test = new DetectorJudge(rows.Test, [.. kinds.Where(kind => !kind.IsOfTraining()).Distinct()], plan.Tune.Validate, rows.Fit[0], shell.Time);
        var (before, after) = (test.Judge(defaults), test.Judge(winner));
        return [.. test.Kinds.Select((kind, i) => new HeldOutFigure(kind.Name(), before[i], after[i]))];
    }

    private DetectorOptions OptionsOf(IReadOnlyDictionary<string, string> settings) =>
        plan.Tree.Apply(settings).Deserialize(DetectionJson.Default.DetectorOptions)!;

    // The fit rows are all there is.
    private static DetectorOptions OnFitRows(DetectorOptions options) => options with { Train = options.Train with { Rows = null, Until = null } };

    // Of values, labels and options: a study of other data or other options is another one.
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var frame in frames)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001f', frame.Signals.Prepend(frame.Entity))));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(frame.Values.Span));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(frame.Labels.Span));
        }
        hash.AppendData(Encoding.UTF8.GetBytes(plan.Options.ToJsonString()));
        hash.AppendData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(plan.Tune.Validate, TuneJson.Default.ValidationOptions)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static ObjectiveKind Kind(string name)
    {
        if (Enum.GetValues<ObjectiveKind>().Where(kind => kind.Name().Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() is [var known]) return known;
        throw new UsageException($"tune.objectives: found '{name}'; expected {JobFaults.OneOf(name, JobScalar.NamesOf(typeof(ObjectiveKind)))}. Test rows are no objective: they are looked at once, at the end.");
    }
}
