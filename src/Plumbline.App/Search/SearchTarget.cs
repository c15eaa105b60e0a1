using Plumbline.App.StudyReports;
using Plumbline.Tuning;

namespace Plumbline.App.Search;

/// <summary>What a search is about: how to run one trial, and what to do with the winner.</summary>
internal abstract class SearchTarget
{
    public abstract IReadOnlyList<StudyObjective> Objectives { get; }

    /// <summary>Data, split and seeds: what a result must name, and what makes another study of it.</summary>
    public abstract IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Simple figures of the data, to find searches on similar data by; null where there are none.</summary>
    public virtual IReadOnlyDictionary<string, double>? Descriptors => null;

    /// <summary>Whether trials tell how they do on the way, so that a pruner has something to go by.</summary>
    public abstract bool ReportsSteps { get; }

    /// <summary>Runs a trial to its end, and tells the study.</summary>
    public abstract void Run(AskedTrial trial, CancellationToken cancellation);

    /// <summary>Fits the winner, writes it, and looks at the rows that no trial has seen.</summary>
    /// <param name="settings">Of the winner.</param>
    /// <param name="folder">Where files go.</param>
    /// <param name="heading">What to say about the winner in files for people.</param>
    /// <returns>Figures of the defaults and of the winner on test rows; none if there are no such rows.</returns>
    public abstract IReadOnlyList<HeldOutFigure> Finish(IReadOnlyDictionary<string, string> settings, SearchFolder folder, string heading);
}
