using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Everything that fitting a detector depends on besides the data; the body of a job file, stored in the bundle.</summary>
public sealed record DetectorOptions
{
    /// <summary>Name of the preset these options started from, for people. Default <c>dense</c>.</summary>
    public string Preset { get; init; } = "dense";

    public PreprocessorOptions Prepare { get; init; } = new();

    public CleanOptions Clean { get; init; } = new();

    public ModelOptions Model { get; init; } = new DenseAutoencoderOptions();

    public FitOptions Train { get; init; } = new();

    public CalibrationOptions Calibrate { get; init; } = new();

    public ThresholdOptions Threshold { get; init; } = new();

    public AlertPolicy Alert { get; init; } = new();

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        var sections = Prepare.Problems().Concat(Clean.Problems()).Concat(Model.Problems().Select(problem => $"model.{problem}")).Concat(Train.Problems())
            .Concat(Calibrate.Problems()).Concat(Threshold.Problems()).Concat(Alert.Problems());
        foreach (var problem in sections) yield return problem;
        if (Model.ScoresItself != (Calibrate.Score == ScoreKind.Own))
        {
            yield return Model.ScoresItself ? $"calibrate.score is {Calibrate.Score}; this model scores itself, so expected Own"
                : "calibrate.score is Own; this model expects values and does not score itself, so expected one of the others";
        }
        if (Model is TimeIndexedOptions && Prepare.Calendar is not [.., CalendarSignal.TimeOfDay or CalendarSignal.DayOfWeek or CalendarSignal.TimeOfWeek])
            yield return $"prepare.calendar is [{string.Join(", ", Prepare.Calendar)}]; a time-indexed model reads the slot from its last signal, so expected it to end with TimeOfDay, DayOfWeek or TimeOfWeek";
        if (Model is SpectralResidualOptions && Prepare.Context.Count + Prepare.Calendar.Count > 0)
            yield return "prepare.context and prepare.calendar hold signals; a spectral residual looks at each signal by itself and has no use for context, so expected none";
        if (Calibrate.Share == 0 && Calibrate.Score is not (ScoreKind.SquaredError or ScoreKind.Own))
            yield return $"calibrate.share is 0 with the score {Calibrate.Score}; only the plain squared error and a model's own score need no calibration rows";
        if (Calibrate.Share == 0 && !Model.HoldsOut && !Threshold.NeedsLabels && Threshold.Rule != ThresholdRule.Fixed)
            yield return $"calibrate.share is 0 with the threshold rule {Threshold.Rule}; a threshold is never found on the rows the model was fitted on";
        if (Calibrate is { Share: 0, Smooth: > 1 } && Model.HoldsOut)
            yield return $"calibrate.smooth is {Calibrate.Smooth}; with calibrate.share 0 the threshold comes from this model's own held-out scores, which are not smoothed, so expected 1";
    }
}
