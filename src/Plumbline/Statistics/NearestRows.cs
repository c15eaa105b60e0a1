using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Plumbline.Statistics;

/// <summary>The nearest of fixed reference rows, as measuring every distance in double precision would find them.</summary>
/// <remarks>Rough distances (<see cref="DistanceScreen"/>) say which references may be among the nearest, and only these are measured: of a few thousand
/// usually not many more than are asked for. Long rows are screened in fewer coordinates (<see cref="Contraction"/>), which is a fraction of the work and still leaves
/// out most. Distances are exact, 0 from a row to its like, and equal ones go by the reference's number; nothing depends on
/// the rows that are asked about together, or on the machine. Immutable and safe to use from several threads.</remarks>
internal sealed class NearestRows
{
    // Rough distances that are held at a time, about what the second-level cache takes.
    private const int BlockValues = 96 * 1024;

    private const int Screened = 32; // coordinates at most

    private readonly ReadOnlyMemory<float> references; // [reference, dimension]
    private readonly Contraction? contraction;
    private readonly double longestSlack; // of a reference
    private readonly DistanceScreen screen;

    /// <param name="references">[reference, dimension], finite; not copied.</param>
    /// <param name="dimension">At least 1.</param>
    /// <exception cref="ArgumentException">No whole rows, or none.</exception>
    public NearestRows(ReadOnlyMemory<float> references, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (references.Length == 0 || references.Length % dimension != 0) throw new ArgumentException($"{references.Length} values are no whole rows of {dimension}.", nameof(references));
        this.references = references;
        Dimension = dimension;
        if (dimension > Screened * 3 / 2) contraction = new Contraction(references.Span, dimension, Screened);
        var (slack, whole) = (0.0, new double[dimension]);
        screen = new DistanceScreen((row, values) => slack = Math.Max(slack, Screen(Reference(row), whole, values)), references.Length / dimension, contraction?.Count ?? dimension);
        longestSlack = slack;
    }

    public int Dimension { get; }

    /// <summary>References.</summary>
    public int Count => screen.Count;

    /// <param name="row">Its number.</param>
    /// <returns>[dimension].</returns>
    public ReadOnlySpan<float> Reference(int row) => references.Span.Slice(row * Dimension, Dimension);

    /// <summary>Finds the nearest references of each row.</summary>
    /// <param name="rows">[row, dimension].</param>
    /// <param name="neighbours">At least 1.</param>
    /// <param name="distances">[row, neighbour], squared, ascending; infinite where there are no more references.</param>
    /// <param name="nearest">[row, neighbour], numbers of the references; -1 where there are no more.</param>
    /// <param name="leftOut">[row], references that do not count for it, from the first up to the one before the end, such as those that share steps with it; empty: none.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public void Find(ReadOnlySpan<float> rows, int neighbours, Span<double> distances, Span<int> nearest, ReadOnlySpan<(int From, int End)> leftOut = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        var count = rows.Length / Dimension;
        if (rows.Length % Dimension != 0 || distances.Length != count * neighbours || nearest.Length != distances.Length || (leftOut.Length != 0 && leftOut.Length != count))
            throw new ArgumentException($"{rows.Length} values in rows of {Dimension}, {distances.Length} distances and {nearest.Length} neighbours, {neighbours} of each row, {leftOut.Length} rows with references left out.");
        var block = Math.Min(count, Math.Clamp(BlockValues / screen.Stride / IntegerTile.Rows, 1, 8) * IntegerTile.Rows);
        var rough = ArrayPool<float>.Shared.Rent(block * screen.Stride);
        var values = ArrayPool<double>.Shared.Rent((block * screen.Dimension) + Dimension);
        var shown = values.AsSpan(0, block * screen.Dimension);
        var whole = values.AsSpan(shown.Length, Dimension);
        Span<IntegerRow> rounded = stackalloc IntegerRow[block];
        Span<double> slack = stackalloc double[block];
        var best = ArrayPool<float>.Shared.Rent(neighbours);
        for (var start = 0; start < count; start += block)
        {
            var together = Math.Min(block, count - start);
            for (var i = 0; i < together; i++)
                slack[i] = longestSlack + Screen(rows.Slice((start + i) * Dimension, Dimension), whole, shown.Slice(i * screen.Dimension, screen.Dimension));
            screen.Measure(shown[..(together * screen.Dimension)], rough.AsSpan(0, together * screen.Stride), rounded);
            for (var i = 0; i < together; i++)
            {
                var row = start + i;
                var own = rough.AsSpan(i * screen.Stride, screen.Stride);
                if (leftOut.Length != 0) own[leftOut[row].From..leftOut[row].End].Fill(float.PositiveInfinity);
                new Search(this, rows.Slice(row * Dimension, Dimension), own, rounded[i], slack[i], distances.Slice(row * neighbours, neighbours), nearest.Slice(row * neighbours, neighbours)).Run(best.AsSpan(0, neighbours));
            }
        }
        ArrayPool<float>.Shared.Return(best);
        ArrayPool<double>.Shared.Return(values);
        ArrayPool<float>.Shared.Return(rough);
    }

    // What the screen sees of a row, and by how much distances may be larger there.
    private double Screen(ReadOnlySpan<float> row, Span<double> whole, Span<double> seen)
    {
        if (contraction is null)
        {
            TensorPrimitives.ConvertChecked(row, seen);
            return 0;
        }
        TensorPrimitives.ConvertChecked(row, whole);
        return contraction.Apply(whole, seen);
    }

    private readonly ref struct Search(NearestRows all, ReadOnlySpan<float> row, Span<float> rough, IntegerRow rounded, double slack, Span<double> distances, Span<int> nearest)
    {
        private readonly ReadOnlySpan<float> row = row;
        private readonly Span<float> rough = rough; // infinite where a reference is left out, or has been measured
        private readonly Span<double> distances = distances;
        private readonly Span<int> nearest = nearest;

        public void Run(Span<float> best)
        {
            distances.Fill(double.PositiveInfinity);
            if (nearest.Length == 1) GuessOne();
            else
            {
                Guess(best);
                // The numbers of those guessed move as they are put in order; so they are taken out first.
                Span<int> guesses = nearest.Length <= 64 ? stackalloc int[nearest.Length] : new int[nearest.Length];
                nearest.CopyTo(guesses);
                nearest.Fill(-1);
                foreach (var guess in guesses)
                {
                    if (guess < 0) break;
                    rough[guess] = float.PositiveInfinity;
                    Take(guess);
                }
            }
            var reach = Math.Sqrt(distances[^1]) + slack;
            for (var first = 0; first < rough.Length; first += DistanceScreen.Together)
            {
                var limit = Vector512.Create(all.screen.Limit(reach, rounded, first));
                for (var start = first; start < first + DistanceScreen.Together; start += Vector512<float>.Count)
                {
                    var within = Vector512.LessThanOrEqual(Vector512.Create<float>(rough[start..]), limit);
                    if (within == Vector512<float>.Zero) continue;
                    for (var bits = within.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1) Take(start + BitOperations.TrailingZeroCount(bits));
                    reach = Math.Sqrt(distances[^1]) + slack;
                }
            }
        }

        private void GuessOne()
        {
            var (best, block) = (Vector512.Create(float.PositiveInfinity), Vector512<int>.Zero);
            for (var start = 0; start < rough.Length; start += Vector512<float>.Count)
            {
                var some = Vector512.Create<float>(rough[start..]);
                var less = Vector512.LessThan(some, best);
                best = Vector512.ConditionalSelect(less, some, best);
                block = Vector512.ConditionalSelect(less.AsInt32(), Vector512.Create(start), block);
            }
            var lane = 0;
            for (var i = 1; i < Vector512<float>.Count; i++)
            {
                if (best[i] < best[lane]) lane = i;
            }
            nearest[0] = -1;
            if (!(best[lane] < float.PositiveInfinity)) return;
            rough[block[lane] + lane] = float.PositiveInfinity;
            Take(block[lane] + lane);
        }

        // The nearest by rough distance.
        private void Guess(Span<float> best)
        {
            best.Fill(float.PositiveInfinity);
            nearest.Fill(-1);
            for (var start = 0; start < rough.Length; start += Vector512<float>.Count)
            {
                if (!Vector512.LessThanAny(Vector512.Create<float>(rough[start..]), Vector512.Create(best[^1]))) continue;
                for (var reference = start; reference < start + Vector512<float>.Count; reference++)
                {
                    var distance = rough[reference];
                    if (!(distance < best[^1])) continue;
                    var place = best.Length - 1;
                    for (; place > 0 && distance < best[place - 1]; place--) (best[place], nearest[place]) = (best[place - 1], nearest[place - 1]);
                    (best[place], nearest[place]) = (distance, reference);
                }
            }
        }

        private void Take(int reference)
        {
            var distance = SquaredDistance.Of(row, all.Reference(reference));
            if (!IsBefore(distance, reference, distances.Length - 1)) return;
            var place = distances.Length - 1;
            for (; place > 0 && IsBefore(distance, reference, place - 1); place--) (distances[place], nearest[place]) = (distances[place - 1], nearest[place - 1]);
            (distances[place], nearest[place]) = (distance, reference);
        }

        private bool IsBefore(double distance, int reference, int place) => distance < distances[place] || (distance == distances[place] && reference < nearest[place]);
    }
}
