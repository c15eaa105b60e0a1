namespace Plumbline.Neural.Layers;

/// <summary>What a convolution does at the first and last steps.</summary>
internal enum StepPadding
{
    /// <summary>Zeros around the steps: ceil(steps / stride) steps come out, and of an odd number of zeros the larger half follows the last step.</summary>
    Same,

    /// <summary>The kernel stays within the steps: floor((steps - width) / stride) + 1 come out.</summary>
    Valid,
}
