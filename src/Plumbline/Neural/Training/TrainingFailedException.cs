namespace Plumbline.Neural.Training;

/// <summary>Training ended without a network that is worth anything.</summary>
public abstract class TrainingFailedException(string message) : Exception(message);
