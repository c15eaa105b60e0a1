using Plumbline.App.Terminal;
using Plumbline.Failures;

namespace Plumbline.App.Sources;

/// <summary>A predictor of failures on disk.</summary>
internal static class FailureFile
{
    /// <exception cref="Plumbline.Data.DataFormatException">The file is no such bundle, damaged, altered, or of a newer format.</exception>
    public static FailurePredictor Read(string path, StandardStreams streams)
    {
        using var file = InputFile.Open(path, streams);
        return FailureBundle.Read(file.Stream, file.Name);
    }

    public static void Write(FailurePredictor predictor, OutputFile file) => file.Commit(stream => FailureBundle.Write(predictor, stream));
}
