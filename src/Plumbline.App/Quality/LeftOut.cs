namespace Plumbline.App.Quality;

/// <summary>A file, or a preset, that is left out.</summary>
internal sealed record LeftOut(string Name, string Why);
