using Plumbline.Neural.Kernels;

namespace Plumbline.Neural.Layers;

/// <summary>What a recurrent layer notes for going back.</summary>
internal readonly ref struct RecurrentTape
{
    private readonly RecurrentLayer layer;
    private readonly int rows;
    private readonly int units;
    private readonly Span<float> cells;
    private readonly Span<float> activated;
    private readonly ReadOnlySpan<float> bias;
    private readonly ReadOnlySpan<float> hiddens;

    /// <param name="bias">[gate unit].</param>
    /// <param name="outputs">The layer's own, which need not be noted where they are the hidden states.</param>
    public RecurrentTape(RecurrentLayer layer, Span<float> tape, int rows, ReadOnlySpan<float> bias, ReadOnlySpan<float> outputs)
    {
        (this.layer, this.rows, units) = (layer, rows, layer.PaddedOutputs);
        var (options, all) = (layer.Options, layer.Steps * rows);
        GateLayout = PanelLayout.Packed(all, layer.GateUnits);
        Gates = Take(ref tape, all * layer.GateUnits);
        StateGates = layer.ResetsAfter ? Take(ref tape, all * layer.GateUnits) : Gates;
        if (layer.HasCellState)
        {
            cells = Take(ref tape, all * units);
            activated = Take(ref tape, all * units);
        }
        if (options.Result != RecurrentResult.Sequence) Hiddens = Take(ref tape, all * units);
        if (options.Input == RecurrentInput.Repeated) Repeated = Take(ref tape, rows * layer.GateUnits);
        if (options.Input == RecurrentInput.State) Start = Take(ref tape, layer.InputSteps * rows * units);
        if (options.Dropout > 0)
        {
            Mask = Take(ref tape, rows * units);
            Masked = Take(ref tape, all * units);
        }
        this.bias = bias;
        hiddens = options.Result == RecurrentResult.Sequence ? outputs : Hiddens;
    }

    /// <summary>Floats a row takes: all that is taken above.</summary>
    public static int PerRow(RecurrentLayer layer)
    {
        var (options, units) = (layer.Options, layer.PaddedOutputs);
        return (layer.Steps * layer.GateUnits * (layer.ResetsAfter ? 2 : 1))
            + (layer.HasCellState ? 2 * layer.Steps * units : 0)
            + (options.Result == RecurrentResult.Sequence ? 0 : layer.Steps * units)
            + (options.Input == RecurrentInput.Repeated ? layer.GateUnits : 0)
            + (options.Input == RecurrentInput.State ? layer.InputSteps * units : 0)
            + (options.Dropout > 0 ? (1 + layer.Steps) * units : 0);
    }

    /// <summary>Gates of all steps and rows lie panel after panel, so that weight gradients read them in one stream.</summary>
    public PanelLayout GateLayout { get; }

    /// <summary>[step, row, gate unit].</summary>
    public Span<float> Gates { get; }

    /// <summary>[step, row, gate unit], the state's share where it is kept apart, otherwise <see cref="Gates"/>.</summary>
    public Span<float> StateGates { get; }

    /// <summary>[step, row, unit]; only where the layer does not put them out.</summary>
    public Span<float> Hiddens { get; }

    /// <summary>[row, gate unit], the inputs' share of the sums where it is the same at every step.</summary>
    public Span<float> Repeated { get; }

    /// <summary>[state, row, unit], where the layer starts from a state.</summary>
    public Span<float> Start { get; }

    /// <summary>[row, unit], factors of dropout.</summary>
    public Span<float> Mask { get; }

    /// <summary>[step, row, unit], the hidden states before each step, masked.</summary>
    public Span<float> Masked { get; }

    /// <param name="turn">The step as it is run: 0 is the last in time where the layer goes backward.</param>
    public RecurrentStep At(int turn)
    {
        var (length, step) = (rows * units, layer.StepAt(turn));
        var gates = step * rows * PanelLayout.Width;
        return new RecurrentStep
        {
            Rows = rows,
            Units = units,
            Gates = Gates[gates..],
            StateGates = StateGates[gates..],
            GateLayout = GateLayout,
            Input = layer.Options.Input switch
            {
                RecurrentInput.Sequence => new Addend(Gates[gates..], GateLayout),
                RecurrentInput.Repeated => new Addend(Repeated, PanelLayout.RowMajor(layer.GateUnits)),
                _ => Addend.Bias(bias),
            },
            Before = turn > 0 ? Step(hiddens, layer.StepAt(turn - 1)) : Start.IsEmpty ? default : Step(Start, 0),
            CellsBefore = !layer.HasCellState ? default : turn > 0 ? Step(cells, layer.StepAt(turn - 1)) : Start.IsEmpty ? default : Step(Start, 1),
            Cells = layer.HasCellState ? cells.Slice(step * length, length) : default,
            Activated = layer.HasCellState ? activated.Slice(step * length, length) : default,
        };
    }

    /// <summary>The next part of a run of floats, and the run shortened by it.</summary>
    public static Span<float> Take(scoped ref Span<float> from, int length)
    {
        var part = from[..length];
        from = from[length..];
        return part;
    }

    private ReadOnlySpan<float> Step(ReadOnlySpan<float> values, int step) => values.Slice(step * rows * units, rows * units);
}
