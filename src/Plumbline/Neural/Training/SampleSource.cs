namespace Plumbline.Neural.Training;

/// <summary>One sample by its number, read where it lies; the trainer copies it into its batch.</summary>
internal delegate ReadOnlySpan<float> SampleSource(int sample);
