namespace Plumbline.App;

/// <summary>What a run of the command line ends with.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A fault of ours.</summary>
    public const int Fault = 1;

    /// <summary>Wrong usage, configuration or data.</summary>
    public const int Usage = 2;

    public const int Interrupted = 130;
}
