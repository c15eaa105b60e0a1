namespace Plumbline.Tuning;

/// <summary>Where studies are kept, so that workers share them and a kill loses nothing. Every method is one transaction: done as a whole and for good when it returns, or not at all.</summary>
public interface IStudyStore
{
    /// <summary>Names of all studies, in order of their making.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The study of this name; null if there is none.</summary>
    StudyDefinition? Find(string name);

    /// <summary>Makes a study.</summary>
    /// <returns>False if there is one of this name, be it the same or another; nothing is changed then.</returns>
    bool TryCreate(StudyDefinition definition);

    /// <summary>Trials that were added or replaced since a version.</summary>
    /// <param name="since">0 for all trials, then what the answer before said.</param>
    /// <exception cref="KeyNotFoundException">There is no such study.</exception>
    StudyChanges Changes(string study, long since);

    /// <summary>Adds a trial.</summary>
    /// <returns>False if its number is taken; nothing is changed then.</returns>
    bool TryAdd(string study, Trial trial);

    /// <summary>Puts a trial in the place of what it was, if nobody else has changed its state or attempt meanwhile.</summary>
    /// <param name="before">Its number, state and attempt must be those in the store.</param>
    /// <returns>False if they are not; nothing is changed then.</returns>
    bool TryReplace(string study, Trial before, Trial after);

    /// <summary>Deletes a study with its trials.</summary>
    /// <returns>False if there was none.</returns>
    bool Delete(string study);
}
