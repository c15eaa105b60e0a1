using Plumbline.App.Terminal;
using Plumbline.Neural.Training;

namespace Plumbline.App.Sources;

/// <summary>The folder in which training is kept between epochs, one file a start; gone again once the detector is written.</summary>
internal sealed class CheckpointFolder
{
    private readonly string folder;
    private readonly Shell shell;

    private CheckpointFolder(string folder, Shell shell) => (this.folder, this.shell) = (folder, shell);

    public string Path => folder;

    /// <exception cref="UsageException">The folder cannot be made.</exception>
    public static CheckpointFolder Open(string folder, Shell shell)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"--checkpoint {folder}: no folder can be made there: {fault.Message}", fault);
        }
        return new CheckpointFolder(folder, shell);
    }

    public TrainingCheckpoints Checkpoints => new() { Load = Load, Save = Save };

    /// <summary>Forgets all runs.</summary>
    public void Clear()
    {
        foreach (var file in Directory.EnumerateFiles(folder, "start_*.safetensors")) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    private byte[]? Load(string run)
    {
        var file = FileOf(run);
        if (!File.Exists(file)) return null;
        shell.Notes.Line($"Going on from {file}");
        return File.ReadAllBytes(file);
    }

    private void Save(string run, byte[] bytes)
    {
        using var file = OutputFile.Create(FileOf(run), shell);
        file.Stream.Write(bytes);
        file.Commit();
    }

    private string FileOf(string run) => System.IO.Path.Combine(folder, $"{run}.safetensors");
}
