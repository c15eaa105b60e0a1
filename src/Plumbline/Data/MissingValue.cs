namespace Plumbline.Data;

/// <summary>The texts that stand for a missing value in every CSV: nothing, <c>NaN</c>, <c>null</c> and <c>NA</c> in any case.</summary>
internal static class MissingValue
{
    public static bool Is(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.IsEmpty || text.Equals("nan", StringComparison.OrdinalIgnoreCase)
            || text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("na", StringComparison.OrdinalIgnoreCase);
    }
}
