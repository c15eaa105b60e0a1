namespace Plumbline.Models;

/// <summary>The no-model score has nothing to set.</summary>
public sealed record ZScoreOptions : ModelOptions
{
    public override IEnumerable<string> Problems()
    {
        if (Window != 1) yield return $"window is {Window}; the no-model score sees one row at a time, so expected 1";
    }
}
