namespace Plumbline.Tests;

/// <summary>Real data and golden numbers beside the project; tests that need them skip with the reason where they are absent.</summary>
internal static class SharedData
{
    private static readonly string? Data = Find();

    /// <summary>Path of a file under the data folder, or a skipped test (a failed one where skipping is forbidden).</summary>
    public static string Path(string relative) => Require(Data is null ? null : System.IO.Path.Combine(Data, relative));

    /// <summary>Path of a file of golden numbers.</summary>
    public static string Golden(string relative) => Require(Data is null ? null : System.IO.Path.Combine(Data, "..", "golden", relative));

    private static string Require(string? path)
    {
        if (path is not null && System.IO.Path.Exists(path)) return path;
        var reason = $"shared data not found ({path ?? "set PLUMBLINE_DATA to its folder"})";
        Assert.False(Environment.GetEnvironmentVariable("PLUMBLINE_NO_SKIP") == "1", reason);
        Assert.Skip(reason);
        return "";
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PLUMBLINE_DATA") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(System.IO.Path.Combine(folder.FullName, "Plumbline.slnx"))) continue;
            var data = System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
            return Directory.Exists(data) ? data : null;
        }
        return null;
    }
}
