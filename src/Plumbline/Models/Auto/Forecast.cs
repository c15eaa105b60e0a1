using System.Buffers;
using System.Numerics.Tensors;
using Plumbline.Neural.Kernels;

namespace Plumbline.Models.Auto;

/// <summary>A regression's forecasts of many steps in a row, in single precision.</summary>
internal sealed class Forecast
{
    private readonly int lags;
    private readonly int signals;
    private readonly AlignedBuffer weights; // [lag and signal, signal]
    private readonly PanelLayout layout;
    private readonly float[] intercepts; // [signal], padded to whole panels

    /// <param name="lags">Of the model, which has no season.</param>
    public Forecast(AutoregressorModel model, int lags)
    {
        (this.lags, signals) = (lags, model.SignalCount);
        var (inputs, coefficients) = (lags * signals, model.Coefficients);
        layout = PanelLayout.Packed(inputs, signals);
        (weights, intercepts) = (new AlignedBuffer(layout.Span(inputs)), new float[PanelLayout.Pad(signals)]);
        for (var signal = 0; signal < signals; signal++)
        {
            intercepts[signal] = (float)model.Intercepts.Span[signal];
            for (var input = 0; input < inputs; input++) weights.Span[layout.IndexOf(input, signal)] = (float)coefficients.Span[(signal * inputs) + input];
        }
    }

    /// <summary>What came less what was foreseen, of each step but the first ones.</summary>
    /// <param name="steps">[step, signal] of a run.</param>
    /// <param name="errors">[step, signal], as many as have all lags before them.</param>
    public void Errors(ReadOnlySpan<float> steps, Span<float> errors)
    {
        var (count, width) = (errors.Length / signals, intercepts.Length);
        var rented = ArrayPool<float>.Shared.Rent((count * width) + AlignedBuffer.Slack);
        var expected = AlignedBuffer.Align(rented)[..(count * width)];
        Gemm.Multiply(LeftOperand.Plain(steps, count, lags * signals, signals), weights.Span, layout, Addend.Bias(intercepts), false, expected, PanelLayout.RowMajor(signals));
        for (var i = 0; i < count; i++)
            TensorPrimitives.Subtract(steps.Slice((lags + i) * signals, signals), expected.Slice(i * width, signals), errors.Slice(i * signals, signals));
        ArrayPool<float>.Shared.Return(rented);
    }
}
