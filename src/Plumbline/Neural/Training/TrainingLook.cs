namespace Plumbline.Neural.Training;

/// <summary>Somebody who looks at a network between epochs, as a search does that ends what does not get on.</summary>
/// <param name="After">Whether to look after this epoch, from 1.</param>
/// <param name="See">Takes the epoch and copies of the parameters that training would end with now: the best epoch's. What it throws ends the training.</param>
/// <remarks>Looked at by the thread that trains. Several starts (<see cref="TrainingOptions.Starts"/>) are not looked at: which one will be kept is not known before the end.</remarks>
public sealed record TrainingLook(Func<int, bool> After, Action<int, IReadOnlyList<Tensor>> See);
