namespace Plumbline.Tests.App;

/// <summary>An empty folder that is gone after the test.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("plumbline-").FullName;

    public string this[string name] => Path.Combine(folder, name);

    public IEnumerable<string> Files => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file));

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
