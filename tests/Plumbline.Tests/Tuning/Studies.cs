using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.Tests.Tuning;

/// <summary>A small study to ask and tell.</summary>
internal static class Studies
{
    public static readonly SearchSpace Space = new([new RealParameter("rate", 0, 1), new IntegerParameter("depth", 1, 8)]);

    public static readonly StudyDefinition Definition = new("small", Space, [new StudyObjective("loss", Goal.Minimize)])
    {
        Defaults = new Dictionary<string, string> { ["rate"] = "0.5", ["depth"] = "2" },
    };

    public static Study Open(StudyOptions? options = null, IStudyStore? store = null, TimeProvider? time = null, StudyDefinition? definition = null) =>
        Study.Open(definition ?? Definition, store ?? new MemoryStudyStore(), options, time ?? new SetTime());

    public static AskedTrial Asked(this Study study, string worker = "worker") => study.Ask(worker) ?? throw new InvalidOperationException("There is no trial.");
}
