using System.Text.Json.Serialization;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Sequences;

namespace Plumbline.App.Documents;

/// <summary>Generated JSON contracts of what the commands print; no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Converters = [typeof(StatusNames), typeof(DirectionNames)])]
[JsonSerializable(typeof(FitDocument))]
[JsonSerializable(typeof(DryFitDocument))]
[JsonSerializable(typeof(ScoreDocument))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(ModeAttribution))]
[JsonSerializable(typeof(EvaluationDocument))]
[JsonSerializable(typeof(Preset))]
[JsonSerializable(typeof(IReadOnlyList<Preset>))]
[JsonSerializable(typeof(SequenceFitDocument))]
[JsonSerializable(typeof(SequencePredictions))]
[JsonSerializable(typeof(SequenceEvaluation))]
[JsonSerializable(typeof(FailuresFitDocument))]
[JsonSerializable(typeof(FailuresScoreDocument))]
[JsonSerializable(typeof(FailuresEvaluationDocument))]
[JsonSerializable(typeof(FailuresComparisonDocument))]
[JsonSerializable(typeof(QualityDocument))]
[JsonSerializable(typeof(StudyDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
