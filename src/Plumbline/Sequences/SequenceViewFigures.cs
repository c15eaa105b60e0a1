using Plumbline.Detection;

namespace Plumbline.Sequences;

/// <summary>How one view does on labelled sequences; null is undefined, such as a precision without a flag.</summary>
/// <param name="AreaUnderRoc">Of the largest distance, 0 to 1.</param>
/// <param name="SquaredErrorAreaUnderRoc">Of the plain sum of the view's squared errors, in the source's units: what the model tells without error statistics.</param>
/// <param name="Rmse">Root of the mean squared error over the normal sequences, in the units of the source.</param>
/// <param name="Mae">Mean absolute error over the normal sequences.</param>
/// <param name="FBeta">With the beta that thresholds are tuned by.</param>
public sealed record SequenceViewFigures(ErrorView View, double Threshold, int TruePositives, int FalseNegatives, int FalsePositives, int TrueNegatives,
    double? Accuracy, double? Precision, double? Recall, double? FBeta, double? FalsePositiveRate, double? AreaUnderRoc, double? SquaredErrorAreaUnderRoc,
    double? Rmse, double? Mae);
