namespace Plumbline.Tuning;

/// <summary>Studies in memory, gone with the process.</summary>
public sealed class MemoryStudyStore : IStudyStore
{
    private readonly Lock gate = new();
    private readonly List<Kept> studies = [];

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (gate) return [.. studies.Select(study => study.Definition.Name)];
        }
    }

    public StudyDefinition? Find(string name)
    {
        lock (gate) return studies.Find(study => study.Definition.Name == name)?.Definition;
    }

    public bool TryCreate(StudyDefinition definition)
    {
        lock (gate)
        {
            if (studies.Exists(study => study.Definition.Name == definition.Name)) return false;
            studies.Add(new Kept(definition));
            return true;
        }
    }

    public StudyChanges Changes(string study, long since)
    {
        lock (gate)
        {
            var kept = Named(study);
            return new StudyChanges([.. kept.Trials.Values.Where(entry => entry.Version > since).Select(entry => entry.Trial)], kept.Version);
        }
    }

    public bool TryAdd(string study, Trial trial)
    {
        lock (gate)
        {
            var kept = Named(study);
            if (!kept.Trials.TryAdd(trial.Number, (trial, kept.Version + 1))) return false;
            kept.Version++;
            return true;
        }
    }

    public bool TryReplace(string study, Trial before, Trial after)
    {
        lock (gate)
        {
            var kept = Named(study);
            if (!kept.Trials.TryGetValue(before.Number, out var entry) || entry.Trial.State != before.State || entry.Trial.Attempt != before.Attempt) return false;
            kept.Trials[before.Number] = (after, ++kept.Version);
            return true;
        }
    }

    public bool Delete(string study)
    {
        lock (gate) return studies.RemoveAll(kept => kept.Definition.Name == study) > 0;
    }

    private Kept Named(string study) => studies.Find(kept => kept.Definition.Name == study) ?? throw new KeyNotFoundException($"There is no study '{study}'.");

    private sealed class Kept(StudyDefinition definition)
    {
        public StudyDefinition Definition { get; } = definition;

        public Dictionary<int, (Trial Trial, long Version)> Trials { get; } = [];

        public long Version { get; set; }
    }
}
