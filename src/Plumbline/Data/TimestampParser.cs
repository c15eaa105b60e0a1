namespace Plumbline.Data;

/// <summary>Reads <c>yyyy-MM-dd</c>, then optionally <c>T</c> or one space and <c>HH:mm[:ss[.fraction]]</c>, then optionally
/// <c>Z</c> or an offset <c>+HH</c>, <c>+HHmm</c>, <c>+HH:mm</c>; without an offset the time is UTC.</summary>
/// <remarks>Stricter than <see cref="DateTime.Parse(string)"/>, which also takes <c>1.5</c> and <c>10:30</c> (of today).
/// Fractions finer than 100 ns are cut off.</remarks>
internal static class TimestampParser
{
    public static bool TryParse(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        text = text.Trim();
        if (!Number(ref text, 4, out var year) || !Skip(ref text, '-') || !Number(ref text, 2, out var month)
            || !Skip(ref text, '-') || !Number(ref text, 2, out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        ticks = new DateTime(year, month, day).Ticks;
        if (text.IsEmpty) return true;
        if (text[0] is not ('T' or 't' or ' ')) return false;
        text = text[1..];
        if (!Number(ref text, 2, out var hour) || !Skip(ref text, ':') || !Number(ref text, 2, out var minute)) return false;
        var second = 0;
        if (Skip(ref text, ':') && !Number(ref text, 2, out second)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        ticks += (((hour * 60L + minute) * 60) + second) * TimeSpan.TicksPerSecond;
        return Fraction(ref text, ref ticks) && Offset(text, ref ticks);
    }

    private static bool Fraction(ref ReadOnlySpan<char> text, ref long ticks)
    {
        if (!Skip(ref text, '.')) return true;
        var unit = TimeSpan.TicksPerSecond;
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            unit /= 10;
            ticks += (text[count++] - '0') * unit;
        }
        text = text[count..];
        return count > 0;
    }

    private static bool Offset(ReadOnlySpan<char> text, ref long ticks)
    {
        if (text.IsEmpty || text is "Z" or "z") return true;
        var sign = text[0] switch { '+' => 1, '-' => -1, _ => 0 };
        text = text[1..];
        if (sign == 0 || !Number(ref text, 2, out var hours)) return false;
        var minutes = 0;
        if (!text.IsEmpty)
        {
            Skip(ref text, ':');
            if (!Number(ref text, 2, out minutes) || !text.IsEmpty) return false;
        }
        if (hours > 23 || minutes > 59) return false;
        ticks -= sign * ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }

    private static bool Number(ref ReadOnlySpan<char> text, int length, out int number)
    {
        number = 0;
        if (text.Length < length) return false;
        foreach (var c in text[..length])
        {
            if (!char.IsAsciiDigit(c)) return false;
            number = number * 10 + (c - '0');
        }
        text = text[length..];
        return true;
    }

    private static bool Skip(ref ReadOnlySpan<char> text, char c)
    {
        if (text.IsEmpty || text[0] != c) return false;
        text = text[1..];
        return true;
    }
}
