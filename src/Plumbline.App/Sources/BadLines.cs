using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Sources;

/// <summary>Rows that are passed over for a fault: the first few are shown, all are counted.</summary>
internal sealed class BadLines(Shell shell)
{
    private const int Shown = 5;

    public long Count { get; private set; }

    public void Add(DataFormatException fault)
    {
        Count++;
        if (Count <= Shown) shell.Notes.Line($"skipped: {fault.Message}");
        else if (IsPowerOfTen(Count)) shell.Notes.Line($"skipped so far: {Count} rows; the last: {fault.Message}");
    }

    private static bool IsPowerOfTen(long count)
    {
        while (count % 10 == 0) count /= 10;
        return count == 1;
    }
}
