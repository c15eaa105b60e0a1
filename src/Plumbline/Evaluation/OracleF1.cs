namespace Plumbline.Evaluation;

/// <summary>The best F1 any threshold could have reached, found with the labels it is judged by: an upper bound, not a result.</summary>
/// <param name="F1">0 to 1.</param>
/// <param name="Precision">Of the flags <c>score &gt;= Threshold</c>.</param>
/// <param name="Recall">Of the flags <c>score &gt;= Threshold</c>.</param>
/// <param name="Threshold">The highest of the distinct scores that reach <paramref name="F1"/>.</param>
public sealed record OracleF1(double F1, double Precision, double Recall, double Threshold);
