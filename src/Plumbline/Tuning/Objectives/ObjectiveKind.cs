namespace Plumbline.Tuning.Objectives;

/// <summary>What a search for a detector's settings may want. All but the sizes are measured on the validation rows, which nothing was fitted on and which are no test rows.</summary>
public enum ObjectiveKind
{
    /// <summary>Volume under the surface of precision and recall, of the scores; higher is better. The headline figure; needs labels.</summary>
    VusPr,

    /// <summary>Average precision of the scores; higher is better. Needs labels.</summary>
    AucPr,

    /// <summary>F-beta of the rows in alarm at the detector's own threshold; higher is better. Needs labels.</summary>
    FBeta,

    /// <summary>F1 of the alarms at the detector's own threshold; higher is better. Needs labels.</summary>
    EventF1,

    /// <summary>Cost of the rows in alarm by the cost model; lower is better. Needs labels.</summary>
    Cost,

    /// <summary>Mean squared error in scaled units; lower is better. Needs no labels, but rewards a network that gives back everything, anomalies too: give it no more units than it needs.</summary>
    ValidationError,

    /// <summary>The loss that training ended with, that of the best epoch; lower is better. Of the part of the fit rows that training keeps for validation, if it keeps any.</summary>
    TrainingLoss,

    /// <summary>The loss of the last epoch, as the labs take it, though the network kept is another one's; lower is better.</summary>
    LastTrainingLoss,

    /// <summary>VUS-PR on faults injected into the validation rows (<see cref="Simulation.InjectedFaults"/>); higher is better. Needs no labels.</summary>
    Injected,

    /// <summary>Standard deviation of the number of alarms in eight equal stretches of the validation rows; lower is better. Needs no labels. A detector that never alarms is perfectly steady: use it beside
    /// another objective.</summary>
    Unsteadiness,

    /// <summary>Numbers that the fitted model consists of; lower is better.</summary>
    Parameters,

    /// <summary>Microseconds to score a row; lower is better. Measured, so not reproducible to the last place.</summary>
    Microseconds,
}
