using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>Shape of a recurrent autoencoder, of LSTM layers unless <see cref="Cell"/> says otherwise.</summary>
public sealed record LstmAutoencoderOptions : AutoencoderOptions
{
    /// <summary>Windows of 16 steps, as the labs: of a single step there is nothing to remember.</summary>
    public LstmAutoencoderOptions() => Window = 16;

    /// <summary>Of all recurrent layers. LSTM, as the labs.</summary>
    public RecurrentCell Cell { get; init; }

    /// <summary>Units of the encoder's layers, the last one's state being the code; the decoder mirrors them. At least one, each at least 1. [128] as the labs.</summary>
    public IReadOnlyList<int> Units { get; init; } = [128];

    /// <summary>Of candidates and cell states in every layer but the last. Tanh: the labs' relu has no bounds, and their loss jumps.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Whether the last layer is one more recurrent layer with tanh, as the labs have it, and not a linear one for each step.</summary>
    /// <remarks>Off by default: such an output stays between -1 and 1, which scaled values need not.</remarks>
    public bool RecurrentOutput { get; init; }

    /// <summary>Share of the features that training hides from each layer of the encoder, for a whole window; 0 to below 1. 0, none: a code narrower than
    /// the window is check enough. The decoder gets all there is, as in the labs.</summary>
    public double Dropout { get; init; }

    /// <summary>Share of the state that training hides from the encoder's gates, 0 to below 1. 0, none; the labs have 0.2.</summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Whether the code is drawn from a Gaussian that the encoder gives, held near the standard one: a variational autoencoder
    /// (Kingma and Welling 2014). Drawn while training; scoring takes its mean, so that scores do not depend on chance. Off by default.</summary>
    public bool Variational { get; init; }

    /// <summary>Dimensions of the code of a <see cref="Variational"/> one, at least 1. 8: a window of telemetry moves in few directions.</summary>
    public int Latent { get; init; } = 8;

    /// <summary>How much nearness to the standard Gaussian weighs in a <see cref="Variational"/> one, at least 0. 1 is the evidence lower bound of a decoder
    /// with variance 1 (Higgins et al. 2017), exactly so where the loss is the mean squared error; less reconstructs better.</summary>
    public double Beta { get; init; } = 1;

    private RecurrentShape Shape => new(Cell, Units, Activation, Dropout, RecurrentDropout);

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems().Concat(Shape.Problems())) yield return problem;
        if (Latent < 1) yield return $"latent is {Latent}; expected at least 1";
        if (!(Beta >= 0 && double.IsFinite(Beta))) yield return $"beta is {Beta}; expected at least 0";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0)
    {
        var (layers, shape, width) = (new List<Layer>(), Shape, signals);
        for (var i = 0; i < Units.Count; i++)
            width = shape.Add(layers, steps, width, Units[i], i < Units.Count - 1 ? default : new() { Result = RecurrentResult.Last });
        if (Variational)
        {
            layers.Add(new DenseLayer(1, width, 2 * Latent, Activation.Linear));
            layers.Add(new GaussianLatentLayer(1, Latent, GaussianLatentLayer.BetaFor(steps * signals, Beta)));
            width = Latent;
        }
        layers.AddRange(AfterCode(layers[^1]));
        var decoder = shape with { Dropout = 0, RecurrentDropout = 0 };
        for (var i = Units.Count - 1; i >= 0; i--)
            width = decoder.Add(layers, steps, width, Units[i], i < Units.Count - 1 ? default : new() { Input = RecurrentInput.Repeated });
        layers.Add(RecurrentOutput
            ? Cell.Layer(steps, width, signals - context, Activation.Tanh)
            : new DenseLayer(steps, width, signals - context, Activation.Linear));
        return layers;
    }
}
