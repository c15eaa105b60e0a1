using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Arrays that preparing and scoring steps needs, of which nothing must be kept from one call to the next.</summary>
internal sealed class StepWorkspace(Preprocessor preprocessor, IWindowModel model)
{
    public PreparedSteps Prepared { get; } = new();

    public WindowErrors Block { get; } = new(model, preprocessor.ContextCount);

    /// <summary>What a model that only scores expects, [signal].</summary>
    public float[] Nothing { get; } = new float[preprocessor.SignalCount];
}
