namespace Plumbline.Data;

/// <summary>Outside data (a series file, a bundle, a job file) does not have the form it must have.</summary>
/// <remarks>
/// The message always says where the fault is, what was found there and what was expected, so that the person who
/// sees it can mend the data without reading code. Misuse by a programmer throws the .NET argument exceptions instead.
/// </remarks>
public sealed class DataFormatException : Exception
{
    /// <param name="source">File name, or <c>standard input</c>.</param>
    /// <param name="position">Where in the source, for example <c>line 7, column 'fan_1'</c>; empty when it concerns all of it.</param>
    /// <param name="found">What stands there.</param>
    /// <param name="expected">What should stand there.</param>
    /// <param name="inner">The fault of the parser or stream that revealed it.</param>
    public DataFormatException(string source, string position, string found, string expected, Exception? inner = null)
        : base($"{source}{(position.Length == 0 ? "" : $", {position}")}: found {found}; expected {expected}.", inner)
    {
        DataSource = source;
        Position = position;
        Found = found;
        Expected = expected;
    }

    public string DataSource { get; }

    public string Position { get; }

    public string Found { get; }

    public string Expected { get; }
}
