using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Everything that fitting a detector depends on besides the data; the body of a job file, stored in the bundle.</summary>
public sealed record DetectorOptions
{
    /// <summary>Name of the preset these options started from, for people. Default <c>dense</c>.</summary>
    public string Preset { get; init; } = "dense";

    public PreprocessorOptions Prepare { get; init; } = new();

    public ModelOptions Model { get; init; } = new DenseAutoencoderOptions();

    public FitOptions Train { get; init; } = new();

    public CalibrationOptions Calibrate { get; init; } = new();

    public ThresholdOptions Threshold { get; init; } = new();

    public AlertPolicy Alert { get; init; } = new();

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        var sections = Prepare.Problems().Concat(Model.Problems().Select(problem => $"model.{problem}")).Concat(Train.Problems())
            .Concat(Calibrate.Problems()).Concat(Threshold.Problems()).Concat(Alert.Problems());
        foreach (var problem in sections) yield return problem;
        if (Calibrate.Share == 0 && Calibrate.Score != ScoreKind.SquaredError)
            yield return $"calibrate.share is 0 with the score {Calibrate.Score}; only the plain squared error needs no calibration rows";
        if (Calibrate.Share == 0 && !Threshold.NeedsLabels && Threshold.Rule != ThresholdRule.Fixed)
            yield return $"calibrate.share is 0 with the threshold rule {Threshold.Rule}; a threshold is never found on the rows the model was fitted on";
    }
}
