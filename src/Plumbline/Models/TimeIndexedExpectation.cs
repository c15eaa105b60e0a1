namespace Plumbline.Models;

/// <summary>A <see cref="TimeIndexedModel"/> of members that expect values.</summary>
internal sealed class TimeIndexedExpectation(IReadOnlyList<IWindowModel> members) : TimeIndexedModel(members), IReconstructionModel
{
    public int ExpectedSteps => ((IReconstructionModel)Members[0]).ExpectedSteps;

    public void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions)
    {
        if (windows.Length != reconstructions.Length || windows.Length % Width != 0)
            throw new ArgumentException($"{windows.Length} values in, {reconstructions.Length} out; expected equal multiples of {Width}.");
        for (var start = 0; start < windows.Length; start += Width)
        {
            var window = windows.Slice(start, Width);
            ((IReconstructionModel)MemberOf(window)).Reconstruct(window, reconstructions.Slice(start, Width));
        }
    }
}
