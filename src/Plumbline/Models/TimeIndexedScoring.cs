namespace Plumbline.Models;

/// <summary>A <see cref="TimeIndexedModel"/> of members that score windows themselves.</summary>
internal sealed class TimeIndexedScoring(IReadOnlyList<IWindowModel> members) : TimeIndexedModel(members), IScoringModel
{
    public void Score(ReadOnlySpan<float> windows, Span<double> scores)
    {
        WindowRows.Check(windows, scores, Width);
        for (var i = 0; i < scores.Length; i++)
        {
            var window = windows.Slice(i * Width, Width);
            ((IScoringModel)MemberOf(window)).Score(window, scores.Slice(i, 1));
        }
    }

    public void Contributions(ReadOnlySpan<float> window, Span<double> contributions)
    {
        WindowRows.CheckContributions(window, contributions, Width);
        ((IScoringModel)MemberOf(window)).Contributions(window, contributions);
    }
}
