namespace Plumbline.Models;

/// <summary>A fitted model that says what each value of a window should have been; what is off is the error.</summary>
/// <remarks>A window's reconstruction does not depend, to the bit, on the windows it is computed together with.</remarks>
public interface IReconstructionModel : IWindowModel
{
    /// <summary>Newest steps of a window that it has an expectation of, 1 to <see cref="IWindowModel.WindowLength"/>; earlier ones it gives back as they are.
    /// All of them unless the model says otherwise.</summary>
    int ExpectedSteps => WindowLength;

    /// <summary>Reconstructs windows of scaled values.</summary>
    /// <param name="windows">[window, step, signal], scaled.</param>
    /// <param name="reconstructions">Same shape, written whole.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of a window.</exception>
    void Reconstruct(ReadOnlySpan<float> windows, Span<float> reconstructions);
}
