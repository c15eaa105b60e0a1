using Plumbline.Models;

namespace Plumbline.Detection;

/// <summary>Whether the fit rows are first cleaned of what looks anomalous in them; section <c>clean</c> of a job file.</summary>
/// <remarks>For history that nobody has labelled (DeepAnomaly). Labels are not looked at. Calibration rows are cleaned with the training rows:
/// a threshold from contaminated rows would be too high. Rows in which a signal has stopped reporting that usually reports are left out, too, and
/// do not count for <see cref="Share"/>.</remarks>
public sealed record CleanOptions
{
    /// <summary>Rounds, at least 0. 0, the default, does not clean. Each fits the model on the rows that the one before trusts. 3 is usual: a
    /// model that has seen an anomaly for hours has learned it, and it takes a round or two without it to tell.</summary>
    public int Rounds { get; init; }

    /// <summary>Share of the fit rows that no round trusts, those farthest out, and the most of the training and of the
    /// calibration rows that may be dropped in the end; 0 to below 1. Default 0.2: of
    /// rows of which more is anomalous nobody can say what is normal.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>The model whose errors tell what stands out, trained as section <c>train</c> says. By default a variational recurrent autoencoder
    /// (GRU, 64 units) of 4 steps: a code without room for every detail does not learn the faults by heart, and over longer windows a short anomaly is
    /// lost in the mean. Any model will do; <c>pca</c> is a hundred times as fast and finds about as much where relations are linear.</summary>
    public ModelOptions Model { get; init; } = new LstmAutoencoderOptions { Cell = RecurrentCell.Gru, Units = [64], Window = 4, Variational = true };

    internal IEnumerable<string> Problems()
    {
        if (Rounds < 0) yield return $"clean.rounds is {Rounds}; expected at least 0";
        if (!(Share is >= 0 and < 1)) yield return $"clean.share is {Share}; expected at least 0, below 1";
        foreach (var problem in Model.Problems()) yield return $"clean.model.{problem}";
    }
}
