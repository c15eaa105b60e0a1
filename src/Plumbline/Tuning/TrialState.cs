namespace Plumbline.Tuning;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Its settings are known, nobody works on it: enqueued, or given up by a worker that was lost.</summary>
    Waiting,

    /// <summary>A worker is on it.</summary>
    Running,

    /// <summary>It has its objectives.</summary>
    Complete,

    /// <summary>It was ended early, since others were better at the same step.</summary>
    Pruned,

    /// <summary>It gave no number: an error, or an objective that is not finite.</summary>
    Failed,
}
