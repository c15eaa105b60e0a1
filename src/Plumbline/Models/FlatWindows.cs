using Plumbline.Data;

namespace Plumbline.Models;

/// <summary>All windows one after the other, for models that need them all at once.</summary>
internal static class FlatWindows
{
    /// <returns>[window, step, signal].</returns>
    public static float[] Of(Windows windows)
    {
        var values = new float[windows.Count * windows.Width];
        for (var window = 0; window < windows.Count; window++) windows[window].CopyTo(values.AsSpan(window * windows.Width));
        return values;
    }
}
