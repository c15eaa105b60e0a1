namespace Plumbline.App.Documents;

/// <summary>What <c>failures compare --json</c> prints.</summary>
/// <param name="TestShare">Share of the entities set aside in each run.</param>
internal sealed record FailuresComparisonDocument(int Entities, int Failing, double TestShare, IReadOnlyList<ComparedPreset> Presets);
