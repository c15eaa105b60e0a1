namespace Plumbline.Tuning.Objectives;

/// <summary>What is known of each kind of objective.</summary>
public static class ObjectiveKinds
{
    public static Goal Goal(this ObjectiveKind kind) =>
        kind is ObjectiveKind.VusPr or ObjectiveKind.AucPr or ObjectiveKind.FBeta or ObjectiveKind.EventF1 or ObjectiveKind.Injected ? Tuning.Goal.Maximize : Tuning.Goal.Minimize;

    /// <summary>Whether some validation rows must be labelled anomalous.</summary>
    public static bool NeedsLabels(this ObjectiveKind kind) =>
        kind is ObjectiveKind.VusPr or ObjectiveKind.AucPr or ObjectiveKind.FBeta or ObjectiveKind.EventF1 or ObjectiveKind.Cost;

    /// <summary>Whether the end of training says it and nothing else: there is nothing to look at between epochs then.</summary>
    public static bool IsOfTraining(this ObjectiveKind kind) => kind is ObjectiveKind.TrainingLoss or ObjectiveKind.LastTrainingLoss;

    /// <summary>Whether it is a size, which says nothing about quality and does not change while training.</summary>
    public static bool IsSize(this ObjectiveKind kind) => kind is ObjectiveKind.Parameters or ObjectiveKind.Microseconds;

    /// <summary>As job files and studies spell it.</summary>
    public static string Name(this ObjectiveKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    public static StudyObjective ToObjective(this ObjectiveKind kind) => new(kind.Name(), kind.Goal());
}
