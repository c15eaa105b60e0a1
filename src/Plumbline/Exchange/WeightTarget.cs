using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;

namespace Plumbline.Exchange;

/// <summary>The architecture that imported weights must fit.</summary>
/// <param name="Model">Of that architecture.</param>
internal sealed record WeightTarget(Autoencoder Model)
{
    /// <exception cref="ArgumentException">A model of this kind takes no weights from outside.</exception>
    public static WeightTarget Of(IWindowModel model) => model is Autoencoder network
        ? new WeightTarget(network)
        : throw new ArgumentException($"{model.GetType().Name} takes no weights from outside; only networks do.", nameof(model));

    /// <exception cref="DataFormatException">A tensor is missing, surplus, of another shape, or holds what is no finite number.</exception>
    public Autoencoder With(IReadOnlyList<Tensor> tensors, string source)
    {
        foreach (var tensor in tensors)
        {
            foreach (var value in tensor.Values.Span)
                if (!float.IsFinite(value)) throw new DataFormatException(source, $"tensor '{tensor.Name}'", $"the value {value}", "finite numbers");
        }
        var found = tensors.Select(Described).ToList();
        var expected = Model.Tensors().Select(Described).ToList();
        if (found.Except(expected).FirstOrDefault() is { } strange)
        {
            var same = expected.FirstOrDefault(wanted => wanted.StartsWith(strange[..(strange.IndexOf('[', StringComparison.Ordinal))], StringComparison.Ordinal));
            throw new DataFormatException(source, "", $"tensor {strange}", same ?? $"only {string.Join(", ", expected)}");
        }
        if (expected.Except(found).FirstOrDefault() is { } missing) throw new DataFormatException(source, "", $"no tensor {missing}", string.Join(", ", expected));
        if (found.Count != expected.Count) throw new DataFormatException(source, "", "a tensor twice", string.Join(", ", expected));
        return Autoencoder.FromTensors(Model.WindowLength, Model.SignalCount, Model.Options, tensors, Model.ContextCount);
    }

    private static string Described(Tensor tensor) => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]";
}
