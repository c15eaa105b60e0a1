namespace Plumbline.Detection;

/// <summary>How the error distribution is measured; section <c>calibrate</c> of a job file.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Default <see cref="ScoreKind.WeightedSquaredError"/>.</summary>
    public ScoreKind Score { get; init; } = ScoreKind.WeightedSquaredError;

    /// <summary>Share of each entity's fit rows, at the end in time order, that the model never sees and the errors are
    /// measured on, at least 0, below 1. Default 0.3. 0, as the HPC lecture has it, trains on all fit rows; the threshold
    /// must then come from labelled rows or be given.</summary>
    public double Share { get; init; } = 0.3;

    /// <summary>Whether <see cref="Share"/> is of the entities, held out whole, instead of each entity's last rows. Default false. For fleets of
    /// many entities with short histories, whose last rows would hold no whole window.</summary>
    public bool ByEntity { get; init; }

    /// <summary>Ridge of the covariance as a share of its mean diagonal, at least 0. Default 1e-6: enough to keep the
    /// factor stable when errors are collinear, too small to change distances in directions that vary.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>Least root mean square of a signal's error, in scaled units, at least 0. Default 0.1: an error of a tenth of a
    /// standard deviation tells nothing, however well the signal was reconstructed, and without this floor the weights
    /// would undo the scaler's.</summary>
    public double LeastError { get; init; } = 0.1;

    /// <summary>Newest scores of an entity's run whose mean is the score, at least 1. Default 1: each step's own. More forgets single steps and says
    /// later what lasts; threshold and alarms see the mean. A run ends at a pause that is not filled; at its beginning the mean is of the scores there are.</summary>
    public int Smooth { get; init; } = 1;

    internal IEnumerable<string> Problems()
    {
        if (Smooth < 1) yield return $"calibrate.smooth is {Smooth}; expected at least 1";
        if (!(Share is >= 0 and < 1)) yield return $"calibrate.share is {Share}; expected at least 0, below 1";
        if (!(Ridge >= 0 && double.IsFinite(Ridge))) yield return $"calibrate.ridge is {Ridge}; expected at least 0";
        if (!(LeastError >= 0 && double.IsFinite(LeastError))) yield return $"calibrate.leastError is {LeastError}; expected at least 0";
    }
}
