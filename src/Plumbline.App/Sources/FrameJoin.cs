using Plumbline.Data;

namespace Plumbline.App.Sources;

/// <summary>Puts the rows of one entity that came from several files behind each other.</summary>
internal static class FrameJoin
{
    /// <param name="parts">In order; at least one.</param>
    /// <exception cref="DataFormatException">The files differ in signals, kind of time, or in having labels.</exception>
    public static SeriesFrame Of(IReadOnlyList<SeriesFrame> parts)
    {
        var first = parts[0];
        if (parts.Count == 1) return first;
        foreach (var part in parts)
        {
            if (!part.Signals.SequenceEqual(first.Signals))
                throw new DataFormatException(part.Source, "header", "other signals, or in another order", $"those of {first.Source}, since both hold entity '{first.Entity}'");
            if (part.Time.Kind != first.Time.Kind || part.HasLabels != first.HasLabels)
                throw new DataFormatException(part.Source, "header", "another kind of time or labels", $"both as in {first.Source}, since both hold entity '{first.Entity}'");
        }
        return new SeriesFrame(first.Entity, first.Signals, new TimeAxis(first.Time.Kind, Joined(parts, part => part.Time.Values)),
            Joined(parts, part => part.Values), Joined(parts, part => part.Labels), Joined(parts, part => part.Rows), first.Source);
    }

    private static T[] Joined<T>(IReadOnlyList<SeriesFrame> parts, Func<SeriesFrame, ReadOnlyMemory<T>> values)
    {
        var joined = new T[parts.Sum(part => values(part).Length)];
        var start = 0;
        foreach (var part in parts)
        {
            values(part).CopyTo(joined.AsMemory(start));
            start += values(part).Length;
        }
        return joined;
    }
}
