using Plumbline.Neural.Kernels;
using Plumbline.Neural.Layers;

namespace Plumbline.Models;

/// <summary>Shape of a convolutional autoencoder.</summary>
public sealed record ConvAutoencoderOptions : AutoencoderOptions
{
    /// <summary>Windows of 16 steps, as the labs; the poolings must divide them.</summary>
    public ConvAutoencoderOptions() => Window = 16;

    /// <summary>Filters of the encoder's convolutions, each followed by a pooling; the decoder mirrors them. At least one, each at least 1. [160, 80] as the labs.</summary>
    public IReadOnlyList<int> Filters { get; init; } = [160, 80];

    /// <summary>Filters of the convolution in the middle, whose outputs are the code; at least 1. 4 as the labs: with two poolings, 16 numbers for a window of 16 steps.</summary>
    public int CodeFilters { get; init; } = 4;

    /// <summary>Steps that each filter sees, at least 1; zeros stand around the window. 6 as the labs.</summary>
    public int Kernel { get; init; } = 6;

    /// <summary>Steps that a pooling makes one, and that up-sampling makes of one again; at least 1. 2 as the labs.</summary>
    public int Pool { get; init; } = 2;

    /// <summary>Of every layer but the last, which is linear because scaled values have no bounds. Relu as the labs.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <summary>Share of the values that training hides after each pooling, after the code and after each layer of the decoder but the last; 0 to below 1.
    /// 0, none: the code is check enough; the labs have 0.2.</summary>
    public double Dropout { get; init; }

    public override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems()) yield return problem;
        if (Filters.Count == 0) yield return "filters is empty; expected at least one layer";
        foreach (var filters in Filters.Where(filters => filters < 1)) yield return $"filters holds {filters}; expected at least 1";
        if (CodeFilters < 1) yield return $"codeFilters is {CodeFilters}; expected at least 1";
        if (Kernel < 1) yield return $"kernel is {Kernel}; expected at least 1";
        if (Pool < 1) yield return $"pool is {Pool}; expected at least 1";
        var pooled = Math.Pow(Pool, Filters.Count); // steps that are one in the end
        if (Pool >= 1 && Window >= 1 && Window % pooled != 0)
            yield return $"window is {Window}; expected a multiple of {pooled}: each of the {Filters.Count} layers in filters makes {Pool} steps one";
        if (!(Dropout is >= 0 and < 1)) yield return $"dropout is {Dropout}; expected at least 0, below 1";
        if (!Enum.IsDefined(Activation)) yield return $"activation is {Activation}; expected one of {string.Join(", ", Enum.GetNames<Activation>())}";
    }

    internal override IReadOnlyList<Layer> Layers(int steps, int signals, int context = 0)
    {
        var layers = new List<Layer>();
        foreach (var filters in Filters)
        {
            Add(new ConvolutionLayer(Steps(), Width(), filters, Kernel, 1, StepPadding.Same, Activation));
            Add(new MaxPoolLayer(Steps(), Width(), Pool));
            Hide();
        }
        Add(new ConvolutionLayer(Steps(), Width(), CodeFilters, Kernel, 1, StepPadding.Same, Activation));
        layers.AddRange(AfterCode(layers[^1]));
        Hide();
        foreach (var filters in Filters.Reverse())
        {
            Add(new UpSampledConvolutionLayer(Steps(), Pool, Width(), filters, Kernel, StepPadding.Same, Activation));
            Hide();
        }
        Add(new ConvolutionLayer(Steps(), Width(), signals - context, 1, 1, StepPadding.Same, Activation.Linear));
        if (Steps() != steps) throw new ArgumentException($"Windows of {steps} steps would come back with {Steps()}.", nameof(steps));
        return layers;

        void Hide()
        {
            if (Dropout > 0) Add(new DropoutLayer(Steps(), Width(), Dropout));
        }

        void Add(Layer layer) => layers.Add(layer);
        int Steps() => layers.Count == 0 ? steps : layers[^1].OutputSteps;
        int Width() => layers.Count == 0 ? signals : layers[^1].Outputs;
    }
}
