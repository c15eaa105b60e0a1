using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>The models there are: fitted from options, taken apart into tensors and put together again.</summary>
public static class ReconstructionModels
{
    /// <summary>Each kind of model with its default settings.</summary>
    public static IReadOnlyList<ModelOptions> DefaultOptions { get; } = [new ZScoreOptions(), new PcaOptions(), new DenseAutoencoderOptions(), new LstmAutoencoderOptions(), new ConvAutoencoderOptions()];

    /// <summary>Fits the model that the options ask for.</summary>
    /// <param name="windows">Scaled windows, in time order.</param>
    /// <param name="training">For models that are trained step by step; others ignore it.</param>
    public static IReconstructionModel Fit(Windows windows, ModelOptions options, TrainingOptions training,
        TrainingWatch watch, CancellationToken cancellation) => options switch
        {
            ZScoreOptions => new ZScoreModel(windows.SignalCount),
            PcaOptions pca => PcaModel.Fit(windows, pca, cancellation),
            AutoencoderOptions network => Autoencoder.Fit(windows, network, training, watch, cancellation),
            _ => throw new ArgumentException($"No model for {options.GetType().Name}.", nameof(options)),
        };

    /// <summary>All numbers that fitting determined.</summary>
    public static IReadOnlyList<SafeTensor> Tensors(IReconstructionModel model) => model switch
    {
        ZScoreModel => [],
        PcaModel pca =>
        [
            SafeTensor.Of("pca.mean", [pca.WindowLength, pca.SignalCount], pca.Mean.Span),
            SafeTensor.Of("pca.components", [pca.ComponentCount, pca.WindowLength, pca.SignalCount], pca.Components.Span),
            SafeTensor.Of("pca.explained_variance", [1], [pca.ExplainedVariance]),
        ],
        Autoencoder network => [.. network.Tensors().Select(SafeTensor.Of)],
        _ => throw new ArgumentException($"No tensors for {model.GetType().Name}.", nameof(model)),
    };

    /// <summary>Puts a fitted model together again.</summary>
    /// <param name="options">It was fitted with.</param>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="tensors">As <see cref="Tensors"/> gave them; tensors of other names are not looked at.</param>
    /// <exception cref="FormatException">A tensor is missing or has another shape.</exception>
    public static IReconstructionModel Restore(ModelOptions options, int signalCount, IReadOnlyList<SafeTensor> tensors)
    {
        switch (options)
        {
            case ZScoreOptions:
                return new ZScoreModel(signalCount);
            case PcaOptions:
                var components = Named("pca.components");
                var width = options.Window * signalCount;
                return new PcaModel(options.Window, signalCount, Named("pca.mean").ToDoubles(width),
                    components.ToDoubles(components.Shape[0] * width), Named("pca.explained_variance").ToDoubles(1)[0]);
            case AutoencoderOptions network:
                try
                {
                    var parameters = tensors.Where(tensor => IsOfLayer(tensor.Name)).Select(tensor => tensor.ToTensor());
                    return Autoencoder.FromTensors(options.Window, signalCount, network, parameters);
                }
                catch (ArgumentException fault)
                {
                    throw new FormatException(fault.Message, fault);
                }
            default:
                throw new ArgumentException($"No model for {options.GetType().Name}.", nameof(options));
        }

        SafeTensor Named(string name) => tensors.FirstOrDefault(tensor => tensor.Name == name) ?? throw new FormatException($"tensor '{name}' is missing");
    }

    /// <summary>Whether a name is kind_place.array, as those of a network's tensors.</summary>
    private static bool IsOfLayer(string name)
    {
        var layer = name.AsSpan(0, Math.Max(name.IndexOf('.'), 0));
        var place = layer[(layer.LastIndexOf('_') + 1)..];
        return place.Length is > 0 && place.Length < layer.Length && !place.ContainsAnyExceptInRange('0', '9');
    }
}
