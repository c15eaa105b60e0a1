using Plumbline.Neural;
using Plumbline.Statistics;

namespace Plumbline.Models.Auto;

/// <summary>The course of all signals over 40 steps, as it is.</summary>
/// <remarks>Where that is more values than are kept, each is added, or taken away, at a place drawn for it, which keeps squared distances on average
/// and within a few per cent (count sketch; Charikar, Chen, Farach-Colton 2002).</remarks>
internal sealed class ShapeView : NearestView
{
    private const int Steps = 40;
    private const int MostPlaces = 128;

    private readonly int[] places; // [step, signal]; ~place where the value is taken away
    private readonly (int Place, float Sign)[] targets; // the same, to be read without deciding

    private ShapeView(int[] places, ReadOnlyMemory<float> references, int[] referenceStarts)
        : base(Steps, Steps / 2, true, Math.Min(places.Length, MostPlaces), references, referenceStarts) => (this.places, targets) = (places, Targets(places));

    public static ShapeView Fit(FitSteps fit, int seed, int mostReferences)
    {
        var (starts, width) = (fit.Starts(Steps), Steps * fit.SignalCount);
        var random = new Random(seed);
        var places = new int[width];
        for (var i = 0; i < width; i++) places[i] = width <= MostPlaces ? i : random.Next(2) == 0 ? random.Next(MostPlaces) : ~random.Next(MostPlaces);
        var targets = Targets(places);
        var chosen = EvenlySpread.Of(starts.Length, mostReferences);
        var dimension = Math.Min(width, MostPlaces);
        var references = new float[chosen.Length * dimension];
        for (var i = 0; i < chosen.Length; i++) Sketch(fit.Stretch(starts[chosen[i]], Steps), targets, references.AsSpan(i * dimension, dimension));
        return new ShapeView(places, references, Array.ConvertAll(chosen, place => starts[place]));
    }

    public static ShapeView Restore(int signalCount, NamedTensors tensors) =>
        new(Array.ConvertAll(tensors.Doubles("places", Steps * signalCount), place => (int)place), tensors["references"].ToTensor().Values, []);

    public override IEnumerable<SafeTensor> ToTensors() =>
        [SafeTensor.Of("places", [places.Length], Array.ConvertAll(places, place => (double)place)), .. base.ToTensors()];

    protected override void Describe(ReadOnlySpan<float> stretch, Span<float> description) => Sketch(stretch, targets, description);

    private static (int, float)[] Targets(int[] places) => Array.ConvertAll(places, place => place >= 0 ? (place, 1f) : (~place, -1f));

    private static void Sketch(ReadOnlySpan<float> stretch, ReadOnlySpan<(int Place, float Sign)> targets, Span<float> sketch)
    {
        sketch.Clear();
        for (var i = 0; i < stretch.Length; i++)
        {
            var (place, sign) = targets[i];
            sketch[place] += sign * stretch[i];
        }
    }
}
