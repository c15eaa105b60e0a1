namespace Plumbline.Neural.Layers;

/// <summary>How a recurrent layer runs. By default it goes forward over a sequence and puts out all its hidden states.</summary>
internal readonly record struct RecurrentOptions
{
    public RecurrentInput Input { get; init; }

    public RecurrentResult Result { get; init; }

    public TimeDirection Direction { get; init; }

    /// <summary>Share of the hidden state that training hides from the sums, 0 to below 1; the labs have 0.2.</summary>
    /// <remarks>One mask for each sample, the same at every step (Gal and Ghahramani 2016) and, as Keras has it, for every gate. What a GRU
    /// carries over directly is not masked.</remarks>
    public double Dropout { get; init; }
}
