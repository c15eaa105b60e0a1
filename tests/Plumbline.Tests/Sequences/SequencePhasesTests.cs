using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Sequences;

namespace Plumbline.Tests.Sequences;

public sealed class SequencePhasesTests
{
    public static TheoryData<string> Presets => [.. SequencePresets.All.Select(preset => preset.Name).Where(name => name != "sequence-lstm-published")];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Phase_by_phase_through_files_equals_all_at_once_to_the_bit(string preset)
    {
        var options = Quick(preset);
        var (train, normal, tuning) = (SmallSequences.Normal(96, 1), SmallSequences.Normal(60, 2), SmallSequences.Mixed(40, 3));
        var whole = SequencePhases.Fit(train, normal, tuning, options);

        var first = Copy(new SequencePhases(SequenceReconstruction.Fit(train, options)));
        Assert.Null(first.Errors);
        var second = Copy(first with { Errors = SequenceErrors.Measure(first.Reconstruction, normal) });
        Assert.Null(second.Detector);
        var third = Copy(second with { Thresholds = SequenceThresholds.Find(second.Reconstruction, second.Errors!, tuning) });

        Assert.Equal(Bytes(whole), Bytes(third));
        Assert.Equal(whole.Thresholds, third.Thresholds);
        var test = SmallSequences.Mixed(30, 4);
        var (expected, actual) = (whole.Detector!.Score(test), third.Detector!.Score(test));
        Assert.Equal(expected.TimeErrors, actual.TimeErrors);
        Assert.Equal(expected.FeatureErrors, actual.FeatureErrors);
        Assert.Equal(expected.TimeDistances, actual.TimeDistances);
        Assert.Equal(expected.FeatureDistances, actual.FeatureDistances);
    }

    [Fact]
    public void A_sequence_scores_the_same_alone_and_among_others()
    {
        var detector = Fit("sequence-dense").Detector!;
        var test = SmallSequences.Mixed(130, 4);
        var together = detector.Score(test);
        var alone = detector.Score(new SequenceSet(test.Signals, test.StepCount, test[77].ToArray()));
        Assert.Equal(together.TimeDistances.AsSpan(77 * SmallSequences.Steps, SmallSequences.Steps).ToArray(), alone.TimeDistances);
        Assert.Equal(together.FeatureDistances.AsSpan(77 * 4, 4).ToArray(), alone.FeatureDistances);
    }

    [Fact]
    public void Sequences_of_the_training_serve_no_later_phase_and_are_named_when_evaluated()
    {
        var phases = Fit("sequence-pca");
        var train = SmallSequences.Normal(96, 1);
        Assert.Throws<ArgumentException>(() => SequenceErrors.Measure(phases.Reconstruction, train));
        Assert.Throws<ArgumentException>(() => SequenceThresholds.Find(phases.Reconstruction, phases.Errors!, train));
        Assert.Equal("threshold tuning", SequenceEvaluation.Of(phases.Detector!, SmallSequences.Mixed(40, 3)).Seen);
        Assert.Null(SequenceEvaluation.Of(phases.Detector!, SmallSequences.Mixed(40, 4)).Seen);
    }

    [Fact]
    public void Evaluation_counts_what_was_flagged()
    {
        var detector = Fit("sequence-pca").Detector!;
        var test = SmallSequences.Mixed(100, 9);
        var (scores, evaluation) = (detector.Score(test), SequenceEvaluation.Of(detector, test));
        var flags = scores.LargestOfFeature().Select(distance => distance > detector.Thresholds.Feature.Value).ToArray();
        Assert.Equal(flags.Where((flag, i) => flag && i % 2 == 1).Count(), evaluation.Feature.TruePositives);
        Assert.Equal(flags.Where((flag, i) => flag && i % 2 == 0).Count(), evaluation.Feature.FalsePositives);
        Assert.Equal(100, evaluation.Time.TruePositives + evaluation.Time.FalseNegatives + evaluation.Time.FalsePositives + evaluation.Time.TrueNegatives);
        Assert.Equal(1, evaluation.Feature.AreaUnderRoc);
        var errors = scores.TimeErrors.Where((_, i) => i / 40 % 2 == 0).ToArray();
        Assert.Equal(Math.Sqrt(errors.Average(error => error * error)), evaluation.Time.Rmse!.Value, 1e-12);
        Assert.Equal(errors.Average(), evaluation.Time.Mae!.Value, 1e-12);
    }

    [Fact]
    public void Thresholds_without_labels_come_from_the_largest_distances()
    {
        var phases = Fit("sequence-pca");
        var normal = SmallSequences.Normal(60, 2);
        var thresholds = SequenceThresholds.Find(phases.Reconstruction, phases.Errors!, normal);
        var largest = SequenceScores.Of(phases.Reconstruction, phases.Errors!, normal).LargestOfTime();
        Assert.Equal(ThresholdTuning.LogSigma(largest, 4), thresholds.Time.Value, 1e-12);
        Assert.Equal(60, thresholds.Time.CalibrationCount);
        Assert.True(thresholds.Time.Value > largest.Max());
    }

    [Fact]
    public void A_constant_signal_is_no_trouble()
    {
        static SequenceSet Constant(SequenceSet set) =>
            new(set.Signals, set.StepCount, set.Values.ToArray().Select((value, i) => i % 4 == 2 ? 7 : value).ToArray(), set.Labels, set.Source);
        var phases = SequencePhases.Fit(Constant(SmallSequences.Normal(96, 1)), Constant(SmallSequences.Normal(60, 2)), null, Quick("sequence-pca"));
        Assert.All(phases.Detector!.Score(Constant(SmallSequences.Normal(20, 5))).FeatureDistances, distance => Assert.True(double.IsFinite(distance)));
    }

    [Fact]
    public void Other_shapes_missing_values_and_missing_labels_are_refused()
    {
        var detector = Fit("sequence-pca").Detector!;
        var good = SmallSequences.Mixed(4, 8, labelled: false);
        Assert.Contains("5 steps", Refused(new SequenceSet(good.Signals, 5, good.Values)), StringComparison.Ordinal);
        Assert.Contains("other", Refused(new SequenceSet(["other", "tag_1", "tag_2", "tag_3"], good.StepCount, good.Values)), StringComparison.Ordinal);
        var values = good.Values.ToArray();
        values[(((2 * SmallSequences.Steps) + 3) * 4) + 1] = double.NaN;
        Assert.Contains("sequence 3, tag_1, step 3", Refused(new SequenceSet(good.Signals, good.StepCount, values)), StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => SequenceEvaluation.Of(detector, good));

        string Refused(SequenceSet set) => Assert.Throws<DataFormatException>(() => detector.Score(set)).Message;
    }

    [Fact]
    public void A_damaged_or_foreign_bundle_is_refused()
    {
        var bytes = Bytes(Fit("sequence-pca"));
        Assert.Throws<DataFormatException>(() => SequenceBundle.Read(new MemoryStream(bytes[..(bytes.Length / 2)]), "half"));
        var foreign = Assert.Throws<DataFormatException>(() => DetectorBundle.Read(new MemoryStream(bytes), "sequences.plumb"));
        Assert.Contains("as 'fit' writes it", foreign.Message, StringComparison.Ordinal);
        for (var at = 40; at < bytes.Length; at += bytes.Length / 7)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 0x55;
            try
            {
                Assert.Equal(bytes, Bytes(SequenceBundle.Read(new MemoryStream(damaged), "damaged"))); // a byte that says nothing
            }
            catch (DataFormatException)
            {
            }
        }
    }

    private static SequenceOptions Quick(string preset)
    {
        var options = SequencePresets.All.Single(known => known.Name == preset).Options;
        return options with { Train = options.Train with { Epochs = 2 } };
    }

    private static SequencePhases Fit(string preset) => SequencePhases.Fit(SmallSequences.Normal(96, 1), SmallSequences.Normal(60, 2), SmallSequences.Mixed(40, 3), Quick(preset));

    private static SequencePhases Copy(SequencePhases phases) => SequenceBundle.Read(new MemoryStream(Bytes(phases)), "copy");

    private static byte[] Bytes(SequencePhases phases)
    {
        using var stream = new MemoryStream();
        SequenceBundle.Write(phases, stream);
        return stream.ToArray();
    }
}
