using System.Globalization;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Exchange;

namespace Plumbline.App.Sources;

/// <summary>The folder of one training run below TensorBoard's log folder, named after preset and time; gone again unless it is written to.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly string folder;
    private readonly OutputFile file;

    private TrainingRun(string folder, OutputFile file)
    {
        (this.folder, this.file) = (folder, file);
    }

    /// <exception cref="UsageException">The folder cannot be made, or not be written to.</exception>
    public static TrainingRun Create(string logs, string preset, Shell shell)
    {
        var now = shell.Time.GetUtcNow();
        var name = Path.Combine(logs, string.Create(CultureInfo.InvariantCulture, $"{preset}-{now:yyyyMMdd-HHmmss}"));
        var folder = name;
        for (var number = 2; Directory.Exists(folder); number++) folder = $"{name}-{number}"; // a folder is one run
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"--tensorboard {logs}: no folder can be made there: {fault.Message}", fault);
        }
        return new TrainingRun(folder, OutputFile.Create(Path.Combine(folder, TrainingEvents.FileName(now)), shell));
    }

    /// <summary>Writes the file, if the detector's model was trained at all.</summary>
    public void Write(Detector detector, DateTimeOffset begun, Shell shell)
    {
        if (detector.Summary.History is not { } history)
        {
            shell.Notes.Line($"Nothing for TensorBoard: the model of '{detector.Name}' is fitted at once and has no training curves.");
            return;
        }
        TrainingEvents.Write(history, detector.Model.ToTensors(), begun, file.Stream);
        file.Commit();
        shell.Notes.Line($"Training curves in {folder}");
    }

    public void Dispose()
    {
        file.Dispose();
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }
}
