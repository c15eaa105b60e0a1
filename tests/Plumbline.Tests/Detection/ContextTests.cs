using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Attribution;
using Plumbline.Models;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Detection;

public sealed class ContextTests
{
    private const int Rows = 600, FitRows = 400;
    private static readonly string[] Names = ["mode", "level", "flow"];

    public static TheoryData<string> Presets { get; } = ["dense", "pca", "zscore", "lstm", "conv", "deepanomaly", "autoregressor", "robust-pca", "kde", "mixture", "mahalanobis", "nearest", "ensemble", "kde-explained"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Context_is_given_to_every_model_and_never_to_blame(string preset)
    {
        var detector = Fit(preset, "mode");
        Assert.Equal(["level", "flow", "mode"], detector.Preprocessor.Signals);
        var frame = Frame(odd: 500);
        var (rows, verdicts) = detector.Score(frame);
        Assert.DoesNotContain(rows.TopSignals, signal => signal >= 2);
        Assert.All(verdicts, verdict => Assert.DoesNotContain(verdict.Signals, signal => signal.Name == "mode"));
        var verdict = Explanation.Of(detector, frame, 500);
        Assert.Equal(["flow", "level"], verdict.Signals.Select(signal => signal.Name).Order());
        Assert.Equal(1, verdict.Signals.Sum(signal => signal.Share), 1e-9);
        Assert.Equal(1, verdict.Steps.Sum(step => step.Share), 1e-9);
    }

    [Theory]
    [InlineData("zscore")]
    [InlineData("dense")]
    [InlineData("deepanomaly")]
    public void What_context_does_is_no_error(string preset)
    {
        var detector = Fit(preset, "mode");
        var table = ErrorTable.Of(detector, Frame());
        Assert.Equal((2, 2 * Rows), (table.SignalCount, table.Errors.Length));
        Assert.Equal(2, detector.Errors.SignalCount);
        if (preset != "zscore") return;
        Assert.Equal(detector.Score(Frame()).Rows.RawScores, detector.Score(Frame(changeMode: true)).Rows.RawScores);
    }

    [Fact]
    public void A_value_that_is_usual_in_another_mode_only_is_found_by_a_density_with_context()
    {
        var frame = Frame(odd: 500);
        var with = Fit("kde", "mode").Score(frame).Rows.RawScores;
        var without = Fit("kde").Score(Without(frame)).Rows.RawScores;
        Assert.Equal(500, Largest(with));
        Assert.NotEqual(500, Largest(without));
    }

    [Fact]
    public void A_network_that_predicts_reads_the_context()
    {
        var detector = Fit("deepanomaly", "mode");
        var windows = new float[2 * 5 * 3]; // [window, step, signal], of two modes
        for (var step = 0; step < 5; step++) windows[((5 + step) * 3) + 2] = 1;
        var expected = new float[windows.Length];
        ((IReconstructionModel)detector.Model).Reconstruct(windows, expected);
        Assert.NotEqual(expected[12], expected[27]);
        Assert.Equal(windows[14], expected[14]);
        Assert.Equal(windows[29], expected[29]);
    }

    [Theory]
    [InlineData("dense")]
    [InlineData("lstm")]
    [InlineData("deepanomaly")]
    [InlineData("ensemble")]
    [InlineData("kde-explained")]
    public void A_bundle_keeps_the_context(string preset)
    {
        var detector = Fit(preset, "mode");
        using var stream = new MemoryStream();
        DetectorBundle.Write(detector, stream);
        stream.Position = 0;
        var again = DetectorBundle.Read(stream, "test.plumb");
        Assert.Equal(detector.Score(Frame()).Rows.RawScores, again.Score(Frame()).Rows.RawScores);
    }

    [Fact]
    public void Rows_in_pieces_score_as_in_one()
    {
        var detector = Fit("deepanomaly", "mode");
        var scorer = detector.NewScorer("");
        var pieces = new[] { (0, 7), (7, 1), (8, 300), (308, Rows - 308) }.SelectMany(part => scorer.Score(Frame().Slice(part.Item1, part.Item2)).RawScores);
        Assert.Equal(detector.Score(Frame()).Rows.RawScores, pieces);
    }

    [Fact]
    public void Unknown_names_are_named()
    {
        var fault = Assert.Throws<DataFormatException>(() => Fit("pca", "mood", "level"));
        Assert.Contains("no signal 'mood'; expected the signals that prepare.context names", fault.Message);
        Assert.Contains("every signal context", Assert.Throws<DataFormatException>(() => Fit("pca", Names)).Message);
        var options = new PreprocessorOptions { Context = ["a", "b", "b"], Exclude = ["a"] };
        Assert.Equal(["prepare.context holds 'a', which exclude holds too; expected one of them", "prepare.context holds a signal twice"], options.Problems());
    }

    private static int Largest(double[] scores) => Array.IndexOf(scores, scores.Where(score => !double.IsNaN(score)).Max());

    private static Detector Fit(string preset, params string[] context)
    {
        var options = Plumbline.Detection.Presets.Named(preset).Options;
        var model = options.Model switch
        {
            LstmAutoencoderOptions lstm => lstm with { Units = [6], Window = 4 },
            ConvAutoencoderOptions conv => conv with { Filters = [6], CodeFilters = 3, Window = 4 },
            PredictorOptions predictor => predictor with { Units = [6], Window = 5 },
            DenseAutoencoderOptions dense => dense with { Units = [8, 2], Window = 2 },
            KdeOptions kde => kde with { Bandwidths = [0.2] },
            EnsembleOptions => new EnsembleOptions { Window = 2, Members = [new PcaOptions(), new DenseAutoencoderOptions { Units = [4], Window = 2 }] },
            ExplainedOptions => new ExplainedOptions { Detects = new KdeOptions { Bandwidths = [0.2] }, Explains = new DenseAutoencoderOptions { Units = [4] } },
            var other => other,
        };
        options = options with
        {
            Prepare = options.Prepare with { Context = context },
            Clean = new CleanOptions(),
            Model = model,
            Train = options.Train with { Rows = FitRows, Epochs = 3 },
        };
        return DetectorFit.Run([context.Length == 0 ? Without(Frame()) : Frame()], options);
    }

    // Level and flow follow a mode that changes every 25 rows; in an odd row they are those of the other mode.
    private static SeriesFrame Frame(int odd = -1, bool changeMode = false)
    {
        var random = new Random(8);
        var values = new double[Rows * Names.Length];
        for (var row = 0; row < Rows; row++)
        {
            var mode = row / 25 % 2;
            var usual = row == odd ? 1 - mode : mode;
            values[row * 3] = changeMode ? 1 - mode : mode;
            values[(row * 3) + 1] = (4 * usual) + random.NextDouble();
            values[(row * 3) + 2] = 10 - (3 * usual) + random.NextDouble();
        }
        return new SeriesFrame("", Names, TimeAxis.Counting(Rows), values);
    }

    private static SeriesFrame Without(SeriesFrame frame) => new("", ["level", "flow"], frame.Time,
        frame.Values.ToArray().Where((_, i) => i % 3 != 0).ToArray());
}
