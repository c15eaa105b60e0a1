using Plumbline.Neural.Kernels;

namespace Plumbline.Models.Auto;

/// <summary>Rows times fixed coefficients, in single precision, many rows at a time; a row's result has the same bits whatever the others.</summary>
internal sealed class LinearMap
{
    private readonly int inputs;
    private readonly int outputs;
    private readonly AlignedBuffer weights; // [input, output]
    private readonly PanelLayout layout;
    private readonly float[] intercepts; // [output], padded to whole panels

    /// <param name="coefficients">[output, input].</param>
    /// <param name="intercepts">[output].</param>
    public LinearMap(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> intercepts)
    {
        (outputs, inputs) = (intercepts.Length, coefficients.Length / intercepts.Length);
        layout = PanelLayout.Packed(inputs, outputs);
        (weights, this.intercepts) = (new AlignedBuffer(layout.Span(inputs)), new float[PanelLayout.Pad(outputs)]);
        for (var output = 0; output < outputs; output++)
        {
            this.intercepts[output] = (float)intercepts[output];
            for (var input = 0; input < inputs; input++) weights.Span[layout.IndexOf(input, output)] = (float)coefficients[(output * inputs) + input];
        }
    }

    /// <summary>Values of a target row: the outputs, padded to whole panels.</summary>
    public int Width => intercepts.Length;

    /// <param name="rows">Row i begins at i times the stride; rows may overlap.</param>
    /// <param name="targets">[row, <see cref="Width"/>].</param>
    public void Apply(ReadOnlySpan<float> rows, int count, int stride, Span<float> targets) =>
        Gemm.Multiply(LeftOperand.Plain(rows, count, inputs, stride), weights.Span, layout, Addend.Bias(intercepts), false, targets, PanelLayout.RowMajor(outputs));
}
