using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>A model that is trained step by step.</summary>
public interface ITrainedModel : IWindowModel
{
    /// <summary>How fitting went, of several starts the best; null for a model made from tensors.</summary>
    TrainingHistory? History { get; }
}
