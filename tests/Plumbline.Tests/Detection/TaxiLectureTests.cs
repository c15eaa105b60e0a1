using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Preprocessing;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Detection;

/// <summary>The lectures' detectors of New York taxi rides: fitted to 24 October, threshold by cost to 10 December, cost there and on the whole series.</summary>
public sealed class TaxiLectureTests
{
    private const int FitRows = 5520, TuningRows = 7776;

    private static readonly Lazy<SeriesFrame> Frame = new(() =>
    {
        using var file = File.OpenRead(SharedData.Path("series/nab/realKnownCause/nyc_taxi.csv"));
        return SeriesCsvReader.ReadAll(file, "nyc_taxi.csv")[0];
    });

    [Fact]
    public void The_rows_are_the_lectures()
    {
        var time = Frame.Value.Time;
        Assert.Equal(("2014-10-24 00:00:00", "2014-12-10 00:00:00"), (time.Format(FitRows), time.Format(TuningRows)));
        Assert.Equal(["2014-11-01 19:00:00", "2014-11-27 15:30:00", "2014-12-25 15:00:00", "2015-01-01 01:00:00", "2015-01-27 00:00:00"],
            StepRange.FromLabels(Frame.Value.Labels.Span).Select(window => time.Format((window.Start + window.End) / 2)));
    }

    // Published 15 / 45.
    [Fact]
    public void A_density_of_single_values_costs_what_it_cost() => Assert.Equal((15, 45), Costs(Of(new KdeOptions { Bandwidths = [0.0348] })));

    // Published 15 / 37, on a grid of thresholds.
    [Fact]
    public void A_mean_of_24_scores_costs_what_it_cost() => Assert.Equal((15, 35), Costs(Of(new KdeOptions { Bandwidths = [0.0348] }, smooth: 24)));

    // Published 9 / 20, in a later edition 9 / 21.
    [Fact]
    public void A_density_of_time_and_value_costs_about_what_it_cost()
    {
        var (tuned, all) = Costs(Of(new KdeOptions { Bandwidths = [0.006] }, calendar: true));
        Assert.Equal(9, tuned);
        Assert.InRange(all, 17, 21);
    }

    // Published 5 / 28. No threshold costs less than 10 up to 10 December here.
    [Fact]
    public void A_density_of_days_finds_more_than_one_of_values()
    {
        var (tuned, all) = Costs(Of(new KdeOptions { Bandwidths = [0.0242], Window = 48 }));
        Assert.Equal(10, tuned);
        Assert.InRange(all, 25, 28);
    }

    // Published 10 / 14, of a width it does not state. At the thresholds that cost 10 up to 10 December the whole series costs 10 to 20; the lowest is taken.
    [Theory]
    [InlineData(0.0242)]
    [InlineData(0.1)]
    public void A_density_for_each_half_hour_costs_about_what_it_cost(double width)
    {
        var (tuned, all) = Costs(Of(new TimeIndexedOptions { Member = new KdeOptions { Bandwidths = [width], Window = 48 } }, calendar: true));
        Assert.Equal(10, tuned);
        Assert.InRange(all, 10, 20);
    }

    private static DetectorOptions Of(ModelOptions model, bool calendar = false, int smooth = 1) => new()
    {
        Prepare = new PreprocessorOptions
        {
            Scale = new ScalerOptions { Kind = ScalingKind.MinMax, Clip = ClipKind.None },
            Calendar = calendar ? [CalendarSignal.TimeOfDay] : [],
        },
        Model = model,
        Train = new FitOptions { Rows = FitRows },
        Calibrate = new CalibrationOptions { Score = ScoreKind.Own, Share = 0, Smooth = smooth },
        Threshold = new ThresholdOptions { Rule = ThresholdRule.Fixed, Value = 1 },
    };

    private static (int Tuned, int All) Costs(DetectorOptions options)
    {
        var detector = DetectorFit.Run([Frame.Value], options, cancellation: TestContext.Current.CancellationToken);
        var scores = detector.Score(Frame.Value).Rows.RawScores;
        var labels = Frame.Value.Labels.Span;
        var (threshold, tuned) = NaiveTaxiCost.Best(scores[..TuningRows], labels[..TuningRows]);
        TestContext.Current.TestOutputHelper?.WriteLine($"threshold {threshold}: {tuned} / {NaiveTaxiCost.Of(scores, labels, threshold)}");
        return (tuned, NaiveTaxiCost.Of(scores, labels, threshold));
    }
}
