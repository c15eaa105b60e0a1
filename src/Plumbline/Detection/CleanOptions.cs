using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Whether the fit rows are first cleaned of what looks anomalous in them; section <c>clean</c> of a job file.</summary>
/// <remarks>For history that nobody has labelled (DeepAnomaly). Labels are not looked at. Training rows are cleaned, and calibration rows too:
/// a threshold from contaminated rows would be too high.</remarks>
public sealed record CleanOptions
{
    /// <summary>Most rounds, at least 0. 0, the default, does not clean. Each fits the model on what is left, drops what stands out, and the next begins;
    /// cleaning ends early with a round that drops nothing. 3 is usual: in the first, large anomalies hide smaller ones.</summary>
    public int Rounds { get; init; }

    /// <summary>Largest share of the training steps, and of the calibration steps, that may be dropped in all, 0 to below 1. Default 0.2: of rows
    /// of which more is anomalous nobody can say what is normal.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>The model whose errors tell what stands out, trained as section <c>train</c> says. By default a recurrent autoencoder
    /// (GRU, 64 units) of 4 steps: over longer windows a short anomaly is lost in the mean.</summary>
    public ModelOptions Model { get; init; } = new LstmAutoencoderOptions { Cell = RecurrentCell.Gru, Units = [64], Window = 4 };

    internal IEnumerable<string> Problems()
    {
        if (Rounds < 0) yield return $"clean.rounds is {Rounds}; expected at least 0";
        if (!(Share is >= 0 and < 1)) yield return $"clean.share is {Share}; expected at least 0, below 1";
        foreach (var problem in Model.Problems()) yield return $"clean.model.{problem}";
    }
}
