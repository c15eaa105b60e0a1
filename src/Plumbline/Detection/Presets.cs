using Plumbline.Data;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;
using Plumbline.Neural.Kernels;
using Plumbline.Neural.Training;
using Plumbline.Preprocessing;

namespace Plumbline.Detection;

/// <summary>Named starting points: our sound defaults, and published pipelines as they were published.</summary>
public static class Presets
{
    /// <summary>In the order they are listed; the first is the default.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("auto", "Six or seven unlike views of each step and of those around it, 80 steps later. Nothing to set, nothing to train; finds the most. The default.",
            Auto("auto", new AutoOptions { Delay = 20, Around = 60, Past = 120 })),
        new("auto-stream", "Six or seven unlike views of each step as it comes, and of those before it. Nothing to set, nothing to train.", Auto("auto-stream", new AutoOptions { Past = 60 })),
        new("auto-soon", "As auto, 16 steps later: more found than at once, sooner than auto.", Auto("auto-soon", new AutoOptions { Delay = 10, Around = 6, Past = 120 })),
        new("dense", "Dense autoencoder on rows, scaler floor, label-free threshold. The one network that is sound everywhere.", Sound("dense", new DenseAutoencoderOptions { Units = [64, 16] })),
        new("pca", "Principal components (90 % of the variance) on rows, otherwise as dense. Fitted in milliseconds.", Sound("pca", new PcaOptions())),
        new("zscore", "No model: sum of squared z-scores. What every model must beat.", Sound("zscore", new ZScoreOptions()) with
        {
            Calibrate = new CalibrationOptions { Score = ScoreKind.SquaredError },
        }),
        new("hpc-lecture", "The HPC lecture as published: 159-64-159 on rows 0-2999, no floor, threshold by cost on rows 3000-4499.", Lecture),
        new("lstm", "LSTM sequence-to-sequence autoencoder on windows of 16 steps, otherwise as dense.", Sound("lstm", new LstmAutoencoderOptions())),
        new("conv", "Convolutional autoencoder on windows of 16 steps, otherwise as dense.", Sound("conv", new ConvAutoencoderOptions())),
        new("robust-pca", "Principal components that wild fit rows cannot turn, otherwise as pca: for fit rows that are not all normal.", Sound("robust-pca", new PcaOptions { Robust = true })),
        new("mahalanobis", "Distance from the mean by a shrunk covariance, on rows. Linear relations, fitted in milliseconds.", Own("mahalanobis", new MahalanobisOptions())),
        new("nearest", "Mean distance to the 5 nearest fit windows of 20 steps. No assumption but that normal days repeat themselves.", Own("nearest", new NearestOptions { Window = 20 })),
        new("kmeans", "Distance to the nearest of 16 cluster centres, windows of 20 steps: several ways of working, quick to score.", Own("kmeans", new KMeansOptions { Window = 20 })),
        new("isolation-forest", "How few random splits set a row apart, 200 trees. Knows no relations; untouched by scale.", Own("isolation-forest", new IsolationForestOptions())),
        new("spectral-residual", "How far the newest step stands out of each signal's rhythm of 64 steps. Sudden changes; fits nothing.", Own("spectral-residual", new SpectralResidualOptions())),
        new("ensemble", "pca, mahalanobis and nearest together, by how unlikely each finds its score. For those who do not want to choose.", Own("ensemble", new EnsembleOptions())),
        new("kde", "Kernel density of rows, its width by held-out likelihood. Every fit row stays a reference.", Own("kde", new KdeOptions())),
        new("mixture", "Mixture of Gaussians, one for each regime, their number by held-out likelihood.", Own("mixture", new MixtureOptions())),
        new("autoregressor", "Ridge regression of every signal on the last 3 steps of all signals, otherwise as dense.", Sound("autoregressor", new AutoregressorOptions())),
        new("kde-explained", "Kernel density detects, dense autoencoder explains.", Own("kde-explained", new ExplainedOptions())),
        new("hpc-lecture-kde", "The HPC lecture's kernel density: width 0.5 of ten, threshold on its first grid.", LectureOf("hpc-lecture-kde", ScoreKind.Own,
            new KdeOptions { Bandwidths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] }, new LinearGrid(1e4, 1e5, 100))),
        new("hpc-lecture-mixture", "The HPC lecture's mixture of 4 Gaussians.", LectureOf("hpc-lecture-mixture", ScoreKind.Own,
            new MixtureOptions { Components = [4], Ridge = 1e-6, Starts = 1 }, new LinearGrid(1e4, 1e9, 1000))),
        new("hpc-lecture-autoregressor", "The lectures' linear autoregression with 3 lags, on the HPC lecture's data.", LectureOf("hpc-lecture-autoregressor", ScoreKind.SquaredError,
            new AutoregressorOptions { Ridge = 100 }, new LinearGrid(5e5 / 4, 2e6 / 4, 301))), // the mean over 4 steps of which one has an error is a quarter of its sum
        new("time-indexed", "A kernel density for each half hour of the day, windows of 48 steps: what is usual now.", Own("time-indexed", new TimeIndexedOptions()) with
        {
            Prepare = new PreprocessorOptions { Calendar = [CalendarSignal.TimeOfDay] },
        }),
        new("hpc-lecture-sparse", "Ten times as wide as the data and sparse instead of narrow, as published for the lecture's machine: 159-1590-159, L1, absolute errors, threshold by percentile.", Lecture with
        {
            Preset = "hpc-lecture-sparse",
            Model = new DenseAutoencoderOptions { Units = [1590], CodePenalty = 1e-5 },
            Train = new FitOptions { Rows = 3000, Epochs = 100, Loss = LossKind.MeanAbsoluteError, Patience = null, ValidationShare = 0 },
            Calibrate = new CalibrationOptions { Score = ScoreKind.SquaredError, Share = 0.2 },
            Threshold = Lecture.Threshold with { Rule = ThresholdRule.Quantile, Quantile = 0.97, Grid = null },
        }),
        new("deepanomaly", "For unlabelled history: cleaned by a variational recurrent autoencoder, then a GRU that predicts the next step, its errors by Mahalanobis distance.",
            Deep("deepanomaly", RecurrentCell.Gru, ScoreKind.MahalanobisTime)),
        new("deepanomaly-mixture", "As deepanomaly with an LSTM, and a Gaussian mixture of the errors' size and oscillation.", Deep("deepanomaly-mixture", RecurrentCell.Lstm, ScoreKind.GaussianMixture)),
        new("lab-lstm", "Disk drives: LSTM autoencoder on 16 days, counters as changes, errors on a logarithmic scale, failed drives left out.", Lab("lab-lstm", new LstmAutoencoderOptions())),
        new("lab-conv", "Disk drives: convolutional autoencoder on 16 days with tanh, otherwise as lab-lstm.", Lab("lab-conv", new ConvAutoencoderOptions { Activation = Activation.Tanh })),
        new("lab-lstm-published", "The predictive-maintenance lab's LSTM autoencoder as published: relu cells, an output between -1 and 1, raw values.",
            PublishedLab("lab-lstm-published", new LstmAutoencoderOptions { Activation = Activation.Relu, RecurrentOutput = true, Dropout = 0.2, RecurrentDropout = 0.2 }, LossKind.MeanAbsoluteError, 60)),
        new("lab-conv-published", "The predictive-maintenance lab's convolutional autoencoder as published, on raw values.",
            PublishedLab("lab-conv-published", new ConvAutoencoderOptions { Dropout = 0.2 }, LossKind.MeanSquaredError, 100)),
    ];

    // Two of three steps before an alarm: tried with a 64-unit autoencoder on six public sets, the mean fell from 1.5 to 0.6
    // alarms a day, and the mean event F1 rose from .40 to .43.
    private static DetectorOptions Sound(string name, ModelOptions model) =>
        new() { Preset = name, Model = model, Alert = new AlertPolicy { Needed = 2, Of = 3 } };

    // A model that scores itself has no errors to weigh.
    private static DetectorOptions Own(string name, ModelOptions model) => Sound(name, model) with { Calibrate = new CalibrationOptions { Score = ScoreKind.Own } };

    // A job that starts surprises a predictor more than most faults do; weighed by the covariance of its usual errors, it no longer does.
    private static DetectorOptions Deep(string name, RecurrentCell cell, ScoreKind score) => Sound(name, new PredictorOptions { Cell = cell }) with
    {
        Clean = new CleanOptions { Rounds = 3 },
        Calibrate = new CalibrationOptions { Score = score },
    };

    // It compresses large values itself, each view in its own way; and no row need be kept from it, since it knows its scores of rows held out. These are sums of
    // logarithms already.
    private static DetectorOptions Auto(string name, AutoOptions model) => Own(name, model) with
    {
        Prepare = new PreprocessorOptions { Scale = new ScalerOptions { Clip = ClipKind.None } },
        Calibrate = new CalibrationOptions { Score = ScoreKind.Own, Share = 0 },
        // In steps, so that any data will do: of minutes ten a week, of five minutes two.
        Threshold = new ThresholdOptions { Rule = ThresholdRule.Budget, Alarms = 1, Per = AlarmPeriod.ThousandSteps },
        Alert = new AlertPolicy { Release = 0.9, Join = 60, Settle = 720, Rise = 0.002 },
    };

    private static DetectorOptions LectureOf(string name, ScoreKind score, ModelOptions model, LinearGrid grid) => Lecture with
    {
        Preset = name,
        Model = model,
        Calibrate = Lecture.Calibrate with { Score = score },
        Threshold = Lecture.Threshold with { Grid = grid },
    };

    // Drives differ more than days do: held-out drives calibrate, and 16 of some 40 days leave none to hold out in time.
    private static DetectorOptions Lab(string name, ModelOptions model) => Sound(name, model) with
    {
        Prepare = new PreprocessorOptions { Difference = ["auto"], Log = ["auto"], DropEmpty = true, DropDuplicates = true },
        Train = new FitOptions { SkipFailed = true, BatchSize = 128, Epochs = 60, Patience = 10 },
        Calibrate = new CalibrationOptions { ByEntity = true },
    };

    private static DetectorOptions PublishedLab(string name, ModelOptions model, LossKind loss, int epochs) => new()
    {
        Preset = name,
        Prepare = new PreprocessorOptions { Scale = new ScalerOptions { Floor = 0, Clip = ClipKind.None }, DropEmpty = true },
        Model = model,
        Train = new FitOptions { SkipFailed = true, BatchSize = 128, Epochs = epochs, Patience = 20, ValidationShare = 0.1, Loss = loss, RefuseCollapse = false },
        Calibrate = new CalibrationOptions { ByEntity = true, Score = ScoreKind.SquaredError },
    };

    private static DetectorOptions Lecture => new()
    {
        Preset = "hpc-lecture",
        Prepare = new PreprocessorOptions
        {
            Grid = new TimeGridOptions { Enabled = false },
            Scale = new ScalerOptions { Floor = 0, Clip = ClipKind.None },
        },
        Model = new DenseAutoencoderOptions { Units = [64] },
        Train = new FitOptions { Rows = 3000, Epochs = 20, Patience = 3, ValidationShare = 0.1 },
        Calibrate = new CalibrationOptions { Score = ScoreKind.SquaredError, Share = 0 },
        Threshold = new ThresholdOptions
        {
            Rule = ThresholdRule.Cost,
            Cost = new CostModel { AlarmCost = 1, MissedCost = 5, Tolerance = 12 },
            Grid = new LinearGrid(5e5, 1e6, 100),
            Rows = new StepRange(3000, 4499),
        },
    };

    /// <exception cref="ArgumentException">No preset has this name; the message lists those there are.</exception>
    public static Preset Named(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"No preset '{name}'; there are {string.Join(", ", All.Select(preset => preset.Name))}.", nameof(name));
}
