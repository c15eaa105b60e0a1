using Plumbline.App.Terminal;
using Plumbline.Detection;

namespace Plumbline.App.Sources;

/// <summary>A bundle on disk.</summary>
internal static class DetectorFile
{
    /// <exception cref="Plumbline.Data.DataFormatException">The file is no bundle, damaged, altered, or of a newer format.</exception>
    public static Detector Read(string path, StandardStreams streams)
    {
        using var file = InputFile.Open(path, streams);
        return DetectorBundle.Read(file.Stream, file.Name);
    }

    public static void Write(Detector detector, OutputFile file) => file.Commit(stream => DetectorBundle.Write(detector, stream));
}
