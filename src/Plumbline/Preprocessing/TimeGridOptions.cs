namespace Plumbline.Preprocessing;

/// <summary>How rows are laid on a regular grid of steps.</summary>
public sealed record TimeGridOptions
{
    /// <summary>False takes every row as one step and sees no gaps between rows, as the HPC lecture does. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Step length in seconds (or index units). Default null: found from the fit rows.</summary>
    public double? Period { get; init; }

    /// <summary>How far a row may lie off the grid, as a share of the period, 0 to 0.5. Default 0.1. Rows further off are
    /// still used; when they are many the data is called irregular and each row is one step.</summary>
    public double Tolerance { get; init; } = 0.1;

    /// <summary>Default <see cref="DuplicateTimes.Error"/>: which row is right only the user knows.</summary>
    public DuplicateTimes Duplicates { get; init; } = DuplicateTimes.Error;

    /// <summary>Default <see cref="OutOfOrderRows.Error"/>: rows out of order often mean files in the wrong order.</summary>
    public OutOfOrderRows OutOfOrder { get; init; } = OutOfOrderRows.Error;

    internal IEnumerable<string> Problems()
    {
        if (Period is { } period && !(period > 0 && double.IsFinite(period))) yield return $"grid.period is {period}; expected a positive number of seconds";
        if (!(Tolerance is >= 0 and <= 0.5)) yield return $"grid.tolerance is {Tolerance}; expected 0 to 0.5";
    }
}
