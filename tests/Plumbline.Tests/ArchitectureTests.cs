using System.Reflection;
using System.Text.RegularExpressions;
using Plumbline.Detection;

namespace Plumbline.Tests;

/// <summary>Which room may use which; see docs/adr/004-what-is-no-project.md.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Statistics"] = [],
        ["Data"] = [],
        ["Neural"] = [],
        ["Preprocessing"] = ["Data", "Statistics"],
        ["Models"] = ["Data", "Statistics", "Neural"],
        ["Detection"] = ["Data", "Statistics", "Preprocessing", "Models", "Neural"],
        ["Evaluation"] = ["Data", "Statistics", "Detection"],
        ["Simulation"] = ["Data"],
        ["Sequences"] = ["Data", "Statistics", "Neural", "Models", "Detection", "Evaluation"],
        ["Failures"] = ["Data", "Statistics", "Preprocessing", "Neural", "Models", "Detection", "Evaluation"],
        ["Exchange"] = ["Data", "Neural", "Models", "Detection"],
        ["Tuning"] = ["Data", "Statistics", "Neural", "Models", "Detection", "Evaluation", "Simulation"],
    };

    private static string Library => Path.Combine(Root(), "src", "Plumbline");

    [Fact]
    public void Rooms_use_only_the_rooms_they_may()
    {
        var offences = from room in Directory.GetDirectories(Library).Select(Path.GetFileName)
                       from file in Directory.GetFiles(Path.Combine(Library, room!), "*.cs", SearchOption.AllDirectories)
                       from Match match in RoomName().Matches(File.ReadAllText(file))
                       let used = match.Groups[1].Value
                       where used != room && Allowed.ContainsKey(used) && !Allowed[room!].Contains(used)
                       select $"{Path.GetRelativePath(Library, file)} uses {used}";
        Assert.Empty(offences.Distinct());
    }

    [Fact]
    public void Every_room_is_known_and_its_namespace_is_its_folder()
    {
        var rooms = Directory.GetDirectories(Library).Select(Path.GetFileName).ToList();
        Assert.Equal(Allowed.Keys.Order(), rooms.Order());
        foreach (var room in rooms)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(Library, room!), "*.cs", SearchOption.AllDirectories))
                Assert.Contains($"namespace Plumbline.{Path.GetRelativePath(Library, Path.GetDirectoryName(file)!).Replace('/', '.')};", File.ReadAllText(file));
        }
    }

    [Fact]
    public void The_library_touches_no_file_system_console_network_or_process()
    {
        var used = Directory.GetFiles(Library, "*.cs", SearchOption.AllDirectories)
            .Where(file => Outside().IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Library, file));
        Assert.Empty(used);
        var references = typeof(Detector).Assembly.GetReferencedAssemblies().Select(name => name.Name).ToList();
        Assert.DoesNotContain("System.Console", references);
        Assert.DoesNotContain("System.Net.Http", references);
        Assert.DoesNotContain("System.Diagnostics.Process", references);
    }

    [Fact]
    public void Public_classes_are_sealed_static_or_abstract_unless_they_are_options_to_extend()
    {
        var open = typeof(Detector).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.Name);
        Assert.Equal(["TrainingOptions"], open);
    }

    [Fact]
    public void The_application_is_no_library()
    {
        var types = Assembly.Load("Plumbline.App").GetExportedTypes().Select(type => type.Name);
        Assert.Empty(types);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Plumbline.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"\bPlumbline\.(\w+)")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"\b(File\.|Directory\.|FileStream|Console\.|HttpClient|Process\.)")]
    private static partial Regex Outside();
}
