using Plumbline.Data;

namespace Plumbline.Simulation;

/// <summary>A series after a <see cref="Harm"/>.</summary>
/// <param name="Frame">Its rows.</param>
/// <param name="FitRows">Rows from the first that a detector is fitted on.</param>
public sealed record HarmedSeries(SeriesFrame Frame, int FitRows);
