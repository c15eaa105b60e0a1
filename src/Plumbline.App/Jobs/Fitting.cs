using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Models;

namespace Plumbline.App.Jobs;

/// <summary>Fits a detector as commands do: with progress, and with options that cannot be used as a message.</summary>
internal static class Fitting
{
    /// <exception cref="UsageException">Options that are out of range, or that do not suit the data; all problems are named.</exception>
    /// <param name="checkpoints">Where training is kept in case it is interrupted; nowhere by default.</param>
    public static Detector Run(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, Shell shell, CheckpointFolder? checkpoints = null)
    {
        CheckOptions(options);
        try
        {
            return Wrapped(() => ProgressView.Run(shell, "fitting",
                progress => DetectorFit.Run(frames, options, progress, shell.Time, checkpoints?.Checkpoints, null, shell.Cancellation)));
        }
        catch (FormatException fault) when (checkpoints is not null)
        {
            throw new UsageException($"--checkpoint {checkpoints.Path}: training cannot go on from what is there: {fault.Message}; expected what this very fit has left, or an empty folder.", fault);
        }
    }

    /// <summary>The same without progress.</summary>
    public static Detector RunQuietly(IReadOnlyList<SeriesFrame> frames, DetectorOptions options, Shell shell)
    {
        CheckOptions(options);
        return Wrapped(() => DetectorFit.Run(frames, options, null, shell.Time, null, null, shell.Cancellation));
    }

    /// <summary>Puts another model into a detector and calibrates it anew.</summary>
    public static Detector Recalibrate(IReadOnlyList<SeriesFrame> frames, Detector detector, IWindowModel model, string origin, Shell shell) =>
        Wrapped(() => ProgressView.Run(shell, "calibrating", progress =>
            DetectorFit.Recalibrate(frames, detector, model, origin, progress, shell.Time, shell.Cancellation)));

    private static void CheckOptions(DetectorOptions options)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0) throw new UsageException(string.Join(Environment.NewLine, problems));
    }

    private static Detector Wrapped(Func<Detector> fit)
    {
        try
        {
            return fit();
        }
        catch (ArgumentException fault)
        {
            throw new UsageException(fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", "", StringComparison.Ordinal), fault);
        }
    }
}
