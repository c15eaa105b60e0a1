using Plumbline.App.Terminal;
using Plumbline.Data;
using Plumbline.Sequences;

namespace Plumbline.App.Sources;

/// <summary>Sequences and their bundles on disk.</summary>
internal static class SequenceFile
{
    /// <exception cref="DataFormatException">A fault of the data, with its line and signal.</exception>
    public static SequenceSet Read(string path, Shell shell)
    {
        using var file = InputFile.Open(path, shell);
        return SequenceCsvReader.Read(file.Stream, file.Name, cancellation: shell.Cancellation);
    }

    /// <exception cref="DataFormatException">The file is no sequence bundle, damaged, altered, or of a newer format.</exception>
    public static SequencePhases ReadBundle(string path, StandardStreams streams)
    {
        using var file = InputFile.Open(path, streams);
        return SequenceBundle.Read(file.Stream, file.Name);
    }

    /// <exception cref="UsageException">Not all phases are done.</exception>
    public static SequenceDetector ReadDetector(string path, StandardStreams streams)
    {
        var phases = ReadBundle(path, streams);
        return phases.Detector ?? throw new UsageException(phases.Errors is null
            ? $"{path} has the reconstruction phase only; next: plumbline sequence fit --phase errors --model {path} --normal FILE --out FILE"
            : $"{path} has no thresholds yet; next: plumbline sequence fit --phase thresholds --model {path} --tune FILE --out FILE");
    }

    public static void Write(SequencePhases phases, OutputFile file) => file.Commit(stream => SequenceBundle.Write(phases, stream));
}
