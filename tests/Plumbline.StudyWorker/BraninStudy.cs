using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.StudyWorker;

/// <summary>A study of the function of Branin (1972): two parameters, lowest value .3979. Settings of a trial depend on its number alone, so that every run must end with the same.</summary>
public static class BraninStudy
{
    /// <summary>Values that each trial reports on the way.</summary>
    public const int Steps = 4;

    public static StudyDefinition Definition(string name) => new(name,
        new SearchSpace([new RealParameter("x", -5, 10), new RealParameter("y", 0, 15)]), [new StudyObjective("branin", Goal.Minimize)])
    {
        Seed = 7,
        Defaults = new Dictionary<string, string> { ["x"] = "0", ["y"] = "0" },
    };

    /// <summary>Workers die all the time here, so their trials are free soon, and are begun as often as it takes.</summary>
    public static StudyOptions Options(int trials) => new() { Stop = new StopRules { Trials = trials }, LostAfter = TimeSpan.FromSeconds(1), MostAttempts = 1000 };

    public static double ValueOf(IReadOnlyDictionary<string, double> values)
    {
        var (x, y) = (values["x"], values["y"]);
        var bend = y - (5.1 / (4 * Math.PI * Math.PI) * x * x) + (5 / Math.PI * x) - 6;
        return (bend * bend) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x)) + 10;
    }

    /// <summary>As if it came nearer with each step.</summary>
    public static double ValueAt(int step, IReadOnlyDictionary<string, double> values) => ValueOf(values) + (1.0 / step);
}
