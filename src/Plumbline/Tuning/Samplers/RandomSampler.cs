namespace Plumbline.Tuning.Samplers;

/// <summary>Settings at random, each parameter evenly on its scale. Bergstra and Bengio (2012): better than a grid, and what any sampler must beat.</summary>
public sealed record RandomSampler : Sampler
{
    public override IReadOnlyDictionary<string, double> Sample(SamplingContext context)
    {
        var random = context.Random();
        return context.Space.Choose(parameter => parameter.FromUnit(random.NextDouble()));
    }
}
