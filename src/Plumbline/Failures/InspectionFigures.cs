using Plumbline.Evaluation;

namespace Plumbline.Failures;

/// <summary>What comes of inspecting each day those that look worst, as many as the budget allows.</summary>
/// <param name="Inspections">Made in all.</param>
/// <param name="Right">Of entities that failed within the horizon.</param>
/// <param name="Wrong">Of entities that are known not to have.</param>
/// <param name="Found">Failing entities with a right inspection; each is counted once, since it is then replaced.</param>
/// <param name="Failing">Entities that fail and were there to be found: alive early enough before their failure.</param>
/// <param name="Lead">From the right inspection to the failure; null where none was right.</param>
public sealed record InspectionFigures(int Inspections, int Right, int Wrong, int Found, int Failing, LeadTime? Lead)
{
    /// <summary>Inspections whose horizon goes beyond the last row there is: nobody knows whether they were right.</summary>
    public int Undecided => Inspections - Right - Wrong;

    /// <summary>Share of the decided inspections that were right; null without any.</summary>
    public double? Precision => FScore.Ratio(Right, Right + Wrong);

    /// <summary>Share of the failing entities that were found; null without any.</summary>
    public double? Recall => FScore.Ratio(Found, Failing);
}
