namespace Plumbline.Detection;

/// <summary>What normal errors look like, and how far a window's errors are from them: the second of the three phases.</summary>
/// <remarks>Immutable. Measured on windows the model was not fitted on.</remarks>
public sealed class ErrorDistribution
{
    /// <param name="kind">Which score is computed.</param>
    /// <param name="windowLength">Steps of a window that have errors.</param>
    /// <param name="signalDeviations">Root mean square error, at least the floor, [signal].</param>
    /// <param name="distance">For the Mahalanobis scores, of dimension signals (time-major) or steps (feature-major); else null.</param>
    /// <param name="windowCount">Windows measured.</param>
    /// <param name="classifier">For the scores by classes of errors; else null.</param>
    public ErrorDistribution(ScoreKind kind, int windowLength, ReadOnlyMemory<double> signalDeviations, MahalanobisDistance? distance, long windowCount,
        ErrorClassifier? classifier = null)
    {
        Kind = kind;
        WindowLength = windowLength;
        SignalDeviations = signalDeviations;
        Distance = distance;
        WindowCount = windowCount;
        Classifier = classifier;
        var dimension = View switch { ErrorView.TimeMajor => SignalCount, ErrorView.FeatureMajor => windowLength, _ => 0 };
        if ((distance?.Dimension ?? 0) != dimension)
            throw new ArgumentException($"{kind} on windows of {windowLength} x {SignalCount} needs a distance of dimension {dimension}, not {distance?.Dimension ?? 0}.");
    }

    public ScoreKind Kind { get; }

    public int WindowLength { get; }

    public int SignalCount => SignalDeviations.Length;

    public ReadOnlyMemory<double> SignalDeviations { get; }

    public MahalanobisDistance? Distance { get; }

    /// <summary>For <see cref="ScoreKind.GaussianMixture"/> and <see cref="ScoreKind.KMeans"/>; null for the others.</summary>
    public ErrorClassifier? Classifier { get; }

    public long WindowCount { get; }

    private ErrorView? View => Kind switch
    {
        ScoreKind.MahalanobisTime => ErrorView.TimeMajor,
        ScoreKind.GaussianMixture or ScoreKind.KMeans when Distance is not null => ErrorView.TimeMajor,
        ScoreKind.MahalanobisFeature => ErrorView.FeatureMajor,
        _ => null,
    };

    /// <summary>The score of one window.</summary>
    /// <param name="errors">[step, signal], actual minus expected in scaled units.</param>
    /// <param name="previous">The same of the window one step before; empty where there is none.</param>
    /// <returns>At least 0.</returns>
    public double Score(ReadOnlySpan<float> errors, ReadOnlySpan<float> previous = default) => Kind switch
    {
        ScoreKind.SquaredError => SumOfSquares(errors) / WindowLength,
        ScoreKind.WeightedSquaredError => WeightedSumOfSquares(errors) / WindowLength,
        ScoreKind.GaussianMixture or ScoreKind.KMeans => (Classifier ?? throw new InvalidOperationException("No classifier.")).Score(Features(errors, previous)),
        ScoreKind.Own => throw new InvalidOperationException("The model scores itself."),
        _ => LargestDistance(errors),
    };

    /// <summary>What each value adds to the score's square sum: [step, signal], at least 0.</summary>
    /// <remarks>Squared errors are additive by nature; of a Mahalanobis distance the additive split of its square is taken,
    /// its negative parts cut to 0.</remarks>
    public void Contributions(ReadOnlySpan<float> errors, Span<double> contributions)
    {
        var deviations = SignalDeviations.Span;
        if (View is not { } view)
        {
            for (var i = 0; i < errors.Length; i++)
            {
                double error = errors[i];
                if (Kind is not (ScoreKind.SquaredError or ScoreKind.Own)) error /= deviations[i % SignalCount];
                contributions[i] = error * error;
            }
            return;
        }
        var dimension = Distance!.Dimension;
        Span<double> vector = dimension <= 256 ? stackalloc double[dimension] : new double[dimension];
        Span<double> parts = dimension <= 256 ? stackalloc double[dimension] : new double[dimension];
        for (var index = 0; index < VectorCount(view); index++)
        {
            ReadVector(errors, view, index, vector);
            Distance.Contributions(vector, parts);
            for (var i = 0; i < parts.Length; i++)
                contributions[view == ErrorView.TimeMajor ? (index * SignalCount) + i : (i * SignalCount) + index] = Math.Max(0, parts[i]);
        }
    }

    /// <summary>What a classifier sees of the newest step.</summary>
    internal (double Size, double Oscillation) Features(ReadOnlySpan<float> errors, ReadOnlySpan<float> previous)
    {
        var newest = errors[^SignalCount..];
        var before = previous.IsEmpty ? default : previous[^SignalCount..];
        return Distance is null ? ErrorClassifier.Features(newest, before, SignalDeviations.Span) : ErrorClassifier.Features(newest, before, Distance);
    }

    /// <summary>Whether the distance is of absolute errors, as the sequence pipeline has it, or else of the errors as they are.</summary>
    internal static bool Folds(ScoreKind kind) => kind is not (ScoreKind.GaussianMixture or ScoreKind.KMeans);

    internal ErrorDistribution With(ErrorClassifier classifier) => new(Kind, WindowLength, SignalDeviations, Distance, WindowCount, classifier);

    /// <summary>The distance of each vector of a view: one a step (time-major) or one a signal (feature-major).</summary>
    public double[] Distances(ReadOnlySpan<float> errors)
    {
        if (View is not { } view) throw new InvalidOperationException($"{Kind} has no Mahalanobis distances.");
        var vector = new double[Distance!.Dimension];
        var distances = new double[VectorCount(view)];
        for (var index = 0; index < distances.Length; index++)
        {
            ReadVector(errors, view, index, vector);
            distances[index] = Distance.Of(vector);
        }
        return distances;
    }

    private double LargestDistance(ReadOnlySpan<float> errors)
    {
        var view = View!.Value;
        Span<double> vector = Distance!.Dimension <= 256 ? stackalloc double[Distance.Dimension] : new double[Distance.Dimension];
        double largest = 0;
        for (var index = 0; index < VectorCount(view); index++)
        {
            ReadVector(errors, view, index, vector);
            largest = Math.Max(largest, Distance.Of(vector));
        }
        return largest;
    }

    private int VectorCount(ErrorView view) => view == ErrorView.TimeMajor ? WindowLength : SignalCount;

    private void ReadVector(ReadOnlySpan<float> errors, ErrorView view, int index, Span<double> vector)
    {
        var (start, stride) = view == ErrorView.TimeMajor ? (index * SignalCount, 1) : (index, SignalCount);
        for (var i = 0; i < vector.Length; i++)
        {
            var error = errors[start + (i * stride)];
            vector[i] = Folds(Kind) ? Math.Abs(error) : error;
        }
    }

    private static double SumOfSquares(ReadOnlySpan<float> errors)
    {
        double sum = 0;
        foreach (double error in errors) sum += error * error;
        return sum;
    }

    private double WeightedSumOfSquares(ReadOnlySpan<float> errors)
    {
        var deviations = SignalDeviations.Span;
        double sum = 0;
        for (var start = 0; start < errors.Length; start += deviations.Length)
        {
            for (var signal = 0; signal < deviations.Length; signal++)
            {
                var error = errors[start + signal] / deviations[signal];
                sum += error * error;
            }
        }
        return sum;
    }
}
