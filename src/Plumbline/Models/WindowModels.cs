
namespace Plumbline.Models;

/// <summary>The models there are.</summary>
public static class WindowModels
{
    /// <summary>Each kind of model with its default settings.</summary>
    public static IReadOnlyList<ModelOptions> DefaultOptions { get; } =
    [
        new ZScoreOptions(), new PcaOptions(), new DenseAutoencoderOptions(), new LstmAutoencoderOptions(), new ConvAutoencoderOptions(), new PredictorOptions(),
        new MahalanobisOptions(), new NearestOptions(), new KMeansOptions(), new IsolationForestOptions(), new SpectralResidualOptions(), new EnsembleOptions(),
        new KdeOptions(), new MixtureOptions(), new AutoregressorOptions(), new ExplainedOptions(),
        new TimeIndexedOptions(), new AutoOptions(),
    ];
}
