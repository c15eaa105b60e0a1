using Plumbline.Neural.Training;

namespace Plumbline.Sequences;

/// <summary>Everything that the three phases depend on besides the data; stored in the bundle.</summary>
public sealed record SequenceOptions
{
    /// <summary>Name of the preset these options started from, for people. Default <c>sequence-dense</c>.</summary>
    public string Preset { get; init; } = "sequence-dense";

    /// <summary>Whether signals are brought to mean 0 and deviation 1 of the training sequences before the model sees them. Default true; not published.</summary>
    public bool Standardise { get; init; } = true;

    public SequenceModelOptions Model { get; init; } = new SequenceDenseOptions();

    /// <summary>Of the networks; the last tenth of the sequences validates. 50 epochs at most and 5 without improvement by default.</summary>
    public TrainingOptions Train { get; init; } = new() { Epochs = 50, Patience = 5 };

    public SequenceErrorOptions Errors { get; init; } = new();

    public SequenceThresholdOptions Threshold { get; init; } = new();

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var problem in Model.Problems()) yield return problem;
        foreach (var problem in Train.Problems()) yield return $"train.{problem}";
        if (Train.Loss is LossKind.BinaryCrossEntropy or LossKind.Gaussian) yield return $"train.loss is {Train.Loss}; expected one that compares a sequence with its reconstruction";
        foreach (var problem in Errors.Problems().Concat(Threshold.Problems())) yield return problem;
    }

    /// <exception cref="ArgumentException">All that is wrong, in one message.</exception>
    internal void ThrowIfWrong()
    {
        string[] problems = [.. Problems()];
        if (problems.Length > 0) throw new ArgumentException(string.Join("; ", problems));
    }
}
