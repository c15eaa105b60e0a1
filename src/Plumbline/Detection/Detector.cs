using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>A calibrated detector: preparation, model, error distribution, threshold and alert policy, each fitted once.</summary>
/// <remarks>
/// The parts come from three phases and are different immutable types; only together they make a detector, so nothing can
/// be scored before it is calibrated. Safe to use from several threads; every entity has a scorer of its own.
/// </remarks>
public sealed class Detector
{
    /// <param name="id">Fingerprint; equal for equal data, options and program.</param>
    /// <param name="options">It was fitted with.</param>
    /// <param name="preprocessor">First fitted part.</param>
    /// <param name="model">On the preprocessor's signals.</param>
    /// <param name="errors">Of that model.</param>
    /// <param name="threshold">On that distribution's scores.</param>
    /// <param name="summary">Of the fit.</param>
    /// <param name="relations">Between the judged signals in the fit rows; none by default.</param>
    /// <exception cref="ArgumentException">The parts do not fit together.</exception>
    public Detector(string id, DetectorOptions options, Preprocessor preprocessor, IWindowModel model, ErrorDistribution errors,
        Threshold threshold, FitSummary summary, SignalRelations? relations = null)
    {
        if (model.SignalCount != preprocessor.SignalCount || errors.SignalCount != model.SignalCount - preprocessor.ContextCount || errors.WindowLength != WindowErrors.StepsOf(model))
        {
            throw new ArgumentException($"The preprocessor has {preprocessor.SignalCount} signals, {preprocessor.ContextCount} of them context, the model {model.SignalCount} with errors at "
                + $"{WindowErrors.StepsOf(model)} steps, the error distribution {errors.SignalCount} at {errors.WindowLength}.");
        }
        Id = id;
        Options = options;
        Preprocessor = preprocessor;
        Model = model;
        Errors = errors;
        Threshold = threshold;
        Summary = summary;
        Relations = relations ?? SignalRelations.None;
    }

    public string Id { get; }

    /// <summary>Its preset's name.</summary>
    public string Name => Options.Preset;

    public DetectorOptions Options { get; }

    public Preprocessor Preprocessor { get; }

    public IWindowModel Model { get; }

    public ErrorDistribution Errors { get; }

    public Threshold Threshold { get; }

    public AlertPolicy Alert => Options.Alert;

    /// <summary>What is held while scoring; null for none.</summary>
    internal AlarmBudget? HeldBudget => Alert.Hold && Threshold.BudgetSteps > 0 ? new AlarmBudget(Options.Threshold.Alarms, Threshold.BudgetSteps) : null;

    public FitSummary Summary { get; }

    /// <summary>Signals that went together in the fit rows.</summary>
    public SignalRelations Relations { get; }

    /// <summary>A scorer for the rows of one entity, as they come.</summary>
    /// <param name="workspace">Shared with other scorers that are used in turn; null for one of its own.</param>
    public EntityScorer NewScorer(string entity, ScoringWorkspace? workspace = null) => new(this, entity, new StreamingOptions { Ongoing = false }, workspace);

    /// <summary>Scores all rows of one entity.</summary>
    /// <exception cref="DataFormatException">The signals differ from the model's, or a time is out of order.</exception>
    public (ScoredRows Rows, IReadOnlyList<Verdict> Verdicts) Score(SeriesFrame frame)
    {
        var scorer = NewScorer(frame.Entity);
        scorer.Add(frame);
        return (scorer.Finish(), scorer.TakeVerdicts());
    }
}
