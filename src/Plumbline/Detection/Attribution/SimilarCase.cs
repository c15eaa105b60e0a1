namespace Plumbline.Detection.Attribution;

/// <summary>An earlier anomaly whose signals were off in much the same way.</summary>
/// <param name="Id">Of its verdict.</param>
/// <param name="Entity">Empty when the data names none.</param>
/// <param name="From">First time, as in the data.</param>
/// <param name="Similarity">Cosine of the angle between the shares of the signals, with their directions as signs: 1 if all are equal, at least 0.5.</param>
public sealed record SimilarCase(string Id, string Entity, string From, double Similarity);
