using System.Text.Json;
using Plumbline.App.Jobs;
using Plumbline.App.Sources;
using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Neural.Training;
using Plumbline.Sequences;
using Plumbline.Tuning;

namespace Plumbline.App.Search;

/// <summary>A search for the settings of a sequence model.</summary>
/// <remarks><c>rmse</c>: root mean squared error of the normal sequences that nothing was fitted on, in their units, time view, as the pipeline's search has it. <c>fBeta</c>: the better view's F-beta on the second half of the
/// labelled sequences, thresholds found on the first half.</remarks>
internal sealed class SequenceTarget : SearchTarget
{
    private const string Error = "rmse";
    private const string FBeta = "fBeta";

    private readonly SearchPlan plan;
    private readonly Shell shell;
    private readonly SequenceSet train;
    private readonly SequenceSet normal;
    private readonly SequenceSet? tuning;
    private readonly SequenceSet? judging;
    private readonly SequenceSet? labelled;
    private readonly SequenceSet? test;

    /// <param name="normal">Measures usual errors, and <c>rmse</c>.</param>
    /// <param name="labelled">For <c>fBeta</c> and for thresholds; may be null for <c>rmse</c>.</param>
    /// <param name="test">Looked at once, at the end; may be null.</param>
    /// <exception cref="UsageException">An objective that there is not, or that lacks its data.</exception>
    public SequenceTarget(SearchPlan plan, SequenceSet train, SequenceSet normal, SequenceSet? labelled, SequenceSet? test, Shell shell)
    {
        (this.plan, this.shell, this.train, this.normal, this.labelled, this.test) = (plan, shell, train, normal, labelled, test);
        foreach (var name in plan.Tune.Objectives)
        {
            if (name is not (Error or FBeta)) throw new UsageException($"tune.objectives: found '{name}'; expected {JobFaults.OneOf(name, [Error, FBeta])}.");
            if (name == FBeta && labelled is not { HasLabels: true }) throw new UsageException("tune.objectives: fBeta needs labelled sequences; expected --tune FILE with labels, or the objective rmse.");
        }
        if (labelled is { HasLabels: true }) (tuning, judging) = (Half(labelled, 0), Half(labelled, 1));
    }

    public override IReadOnlyList<StudyObjective> Objectives => [.. plan.Tune.Objectives.Select(name => new StudyObjective(name, name == Error ? Goal.Minimize : Goal.Maximize))];

    public override IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["data"] = string.Join(", ", new[] { train, normal, labelled }.OfType<SequenceSet>().Select(set => Path.GetFileName(set.Source))),
        ["split"] = $"{train.Count:N0} sequences to fit on, {normal.Count:N0} normal ones that validate" + (labelled is null ? "" : $", {labelled.Count:N0} for thresholds"),
        ["fit seed"] = OptionsOf(new Dictionary<string, string>()).Train.Seed.ToString(),
        ["preset"] = OptionsOf(new Dictionary<string, string>()).Preset,
        ["fingerprint"] = string.Join('-', new[] { train, normal, labelled }.OfType<SequenceSet>().Select(set => SequenceSource.Of(set).Fingerprint[..8])),
    };

    public override bool ReportsSteps => false;

    public override void Run(AskedTrial trial, CancellationToken cancellation)
    {
        using var heart = new Heart(trial, shell.Time);
        var begun = shell.Time.GetTimestamp();
        try
        {
            var options = OptionsOf(trial.Settings);
            var reconstruction = SequenceReconstruction.Fit(train, options, new TrainingWatch { Time = shell.Time }, cancellation);
            var figures = new Dictionary<string, double> { ["parameters"] = reconstruction.ParameterCount };
            if (reconstruction.History is { } history) figures["epochs"] = history.Epochs.Count;
            var values = plan.Tune.Objectives.Select(name => name == Error ? RootMeanSquaredError(reconstruction, normal, cancellation) : BetterF(reconstruction, cancellation)).ToList();
            figures["seconds"] = shell.Time.GetElapsedTime(begun).TotalSeconds;
            trial.Tell(values, figures);
        }
        catch (Exception fault) when (fault is ArgumentException or DataFormatException or TrainingFailedException)
        {
            trial.Fail(fault.Message);
        }
        catch (OperationCanceledException)
        {
            trial.Release();
            throw;
        }
        heart.ThrowIfBroken();
    }

    public override IReadOnlyList<HeldOutFigure> Finish(IReadOnlyDictionary<string, string> settings, SearchFolder folder, string heading)
    {
        using (var file = OutputFile.Create(folder.Job, shell))
        {
            using (var writer = new StreamWriter(file.Stream, leaveOpen: true) { NewLine = "\n" })
            {
                foreach (var line in heading.Split('\n')) writer.WriteLine($"# {line}");
                JobWriter.Write(OptionsOf(settings), writer);
            }
            file.Commit();
        }
        var winner = Fit(OptionsOf(settings));
        using (var file = OutputFile.Create(folder.Model, shell)) SequenceFile.Write(winner, file);
        if (test is not { HasLabels: true }) return [];
        var (before, after) = (SequenceEvaluation.Of(Fit(OptionsOf(new Dictionary<string, string>())).Detector!, test, shell.Cancellation), SequenceEvaluation.Of(winner.Detector!, test, shell.Cancellation));
        return
        [
            new("rmse of normal sequences, time", Or(before.Time.Rmse), Or(after.Time.Rmse)),
            new("fBeta, time", Or(before.Time.FBeta), Or(after.Time.FBeta)),
            new("fBeta, feature", Or(before.Feature.FBeta), Or(after.Feature.FBeta)),
        ];

        static double Or(double? value) => value ?? double.NaN;
    }

    private SequencePhases Fit(SequenceOptions options) => SequencePhases.Fit(train, normal, labelled, options, new TrainingWatch { Time = shell.Time }, shell.Cancellation);

    private double BetterF(SequenceReconstruction reconstruction, CancellationToken cancellation)
    {
        var errors = SequenceErrors.Measure(reconstruction, normal, cancellation);
        var evaluation = SequenceEvaluation.Of(new SequenceDetector(reconstruction, errors, SequenceThresholds.Find(reconstruction, errors, tuning!, cancellation)), judging!, cancellation);
        return Math.Max(evaluation.Time.FBeta ?? 0, evaluation.Feature.FBeta ?? 0);
    }

    private static double RootMeanSquaredError(SequenceReconstruction reconstruction, SequenceSet set, CancellationToken cancellation)
    {
        var (time, feature) = (new double[set.Values.Length], new double[set.Values.Length]);
        reconstruction.AbsoluteErrors(set.Values.Span, time, feature, cancellation);
        return Math.Sqrt(time.Sum(error => error * error) / time.Length);
    }

    // Every other one, so that halves have as many anomalies whatever the order.
    private static SequenceSet Half(SequenceSet set, int remainder)
    {
        var width = set.StepCount * set.SignalCount;
        var kept = Enumerable.Range(0, set.Count).Where(sequence => sequence % 2 == remainder).ToArray();
        var values = new double[kept.Length * width];
        for (var i = 0; i < kept.Length; i++) set[kept[i]].CopyTo(values.AsSpan(i * width));
        return new SequenceSet(set.Signals, set.StepCount, values, Array.ConvertAll(kept, sequence => set.Labels.Span[sequence]), set.Source);
    }

    private SequenceOptions OptionsOf(IReadOnlyDictionary<string, string> settings) => plan.Tree.Apply(settings).Deserialize(SequenceOptionsJson.Default.SequenceOptions)!;
}
