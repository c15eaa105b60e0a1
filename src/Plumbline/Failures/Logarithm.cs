using Plumbline.Data;

namespace Plumbline.Failures;

/// <summary>Counters on a scale where the first errors weigh as much as the next thousand.</summary>
internal static class Logarithm
{
    /// <summary>sign(x) ln(1 + |x|) of every value; what is missing stays missing.</summary>
    public static SeriesFrame Of(SeriesFrame frame)
    {
        var values = frame.Values.ToArray();
        for (var i = 0; i < values.Length; i++) values[i] = Math.CopySign(Math.Log(1 + Math.Abs(values[i])), values[i]);
        return new SeriesFrame(frame.Entity, frame.Signals, frame.Time, values, frame.Labels, frame.Rows, frame.Source);
    }
}
