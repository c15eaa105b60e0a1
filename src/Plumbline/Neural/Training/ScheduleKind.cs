namespace Plumbline.Neural.Training;

/// <summary>Shapes of a learning rate over time; n are the epochs behind, parts of one included.</summary>
public enum ScheduleKind
{
    /// <summary>The same rate always.</summary>
    Constant,

    /// <summary>factor^floor(n / every).</summary>
    Step,

    /// <summary>factor^(n / every).</summary>
    Exponential,

    /// <summary>1 / (1 + (1 / factor - 1) n / every); what Keras 2 calls decay.</summary>
    InverseTime,

    /// <summary>Half a cosine from the whole rate to nothing over all epochs (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,

    /// <summary>x factor each time the monitored loss has had no new lowest value for <see cref="LearningRateSchedule.Every"/> epochs.</summary>
    Plateau,
}
