namespace Plumbline.Tuning.Samplers;

/// <summary>Settings spread evenly, each trial where the ones before left room: points of a Sobol sequence, of which the study's seed decides the scrambling and the trial's number the point.
/// Covers a space better than chance while trials are few beside what it holds; nothing is learned from what the trials were good for.</summary>
/// <remarks>Parameters that do not count under the choices made keep their dimension to themselves. Beyond 37 parameters the rest is random.</remarks>
public sealed record SobolSampler : Sampler
{
    public override IReadOnlyDictionary<string, double> Sample(SamplingContext context)
    {
        var dimensions = new Dictionary<string, int>();
        foreach (var parameter in context.Space.Free) dimensions[parameter.Name] = dimensions.Count;
        var point = new double[dimensions.Count];
        new SobolSequence(point.Length, context.Seed).Point(context.Number, point);
        return context.Space.Choose(parameter => parameter.FromUnit(point[dimensions[parameter.Name]]));
    }
}
