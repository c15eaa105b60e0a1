using Plumbline.App.Terminal;
using YamlDotNet.RepresentationModel;

namespace Plumbline.App.Jobs;

/// <summary>What is wrong with a job file, gathered so that a person sees all of it at once.</summary>
internal sealed class JobFaults(string source)
{
    private readonly List<(long? Line, string Text)> faults = [];

    public void Add(YamlNode? at, string found, string expected) => Add(at?.Start.Line, $"{found}; expected {expected}");

    public void AddUnknown(YamlNode at, string key, IReadOnlyCollection<string> known) => Add(at, $"found the unknown key '{key}'", OneOf(key, known));

    /// <param name="problem">A setting out of range in words that begin with its path, such as <c>threshold.sigmas is 0</c>.</param>
    /// <param name="places">Line of every path that the file sets.</param>
    public void AddProblem(string problem, IReadOnlyDictionary<string, long> places)
    {
        var path = problem.Split(' ', ':')[0];
        Add(places.TryGetValue(path, out var line) ? line : null, problem);
    }

    public int Count => faults.Count;

    /// <summary>The nearest of the names, and all of them.</summary>
    public static string OneOf(string name, IEnumerable<string> known)
    {
        var all = string.Join(", ", known);
        return Spelling.Nearest(name, known) is { } nearest ? $"'{nearest}' perhaps (one of {all})" : $"one of {all}";
    }

    public void ThrowIfAny()
    {
        if (faults.Count == 0) return;
        throw new UsageException(string.Join(Environment.NewLine, faults.OrderBy(fault => fault.Line ?? 0)
            .Select(fault => fault.Line is { } line ? $"{source}, line {line}: {fault.Text}" : $"{source}: {fault.Text}")));
    }

    /// <summary>Takes over what was found elsewhere, all of it at this place.</summary>
    public void AddAll(JobFaults others, YamlNode at) => faults.AddRange(others.faults.Select(fault => ((long?)at.Start.Line, fault.Text)));

    private void Add(long? line, string text) => faults.Add((line, text));
}
