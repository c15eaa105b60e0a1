using System.Collections.Concurrent;
using System.Globalization;
using Plumbline.App.Quality;
using Plumbline.App.Terminal;
using Plumbline.Evaluation;
using Plumbline.Tests.Naive;

namespace Plumbline.Tests.Quality;

/// <summary>The figures published for the recipes R1 (batch) and R3 (stream), case by case, from the formulas of their page and nothing of what the detectors are made of.</summary>
/// <remarks>.03 of a case and .01 of a mean were asked for. With the published projections (<see cref="ReferenceRecipeProjection"/>) no case needs so much: measured, R1 is at most
/// .0003 off (JumpStarter service0, view B; why is not known) and R3 .00006 (SMAP A-7, view A). With other seeds single cases are up to .12 below and means up to .013 (R1) and
/// .008 (R3), as docs/guide/detection-quality.md says.</remarks>
public sealed class ReferenceRecipeTests
{
    private const double OfACase = 0.002, OfAMean = 0.001;
    private static readonly string[] Sets = ["SMD", "ASD", "JumpStarter", "DAVIDE", "TEL"];

    private static readonly Lazy<IReadOnlyDictionary<string, Published>> Share = new(() => File.ReadLines(SharedData.Golden("detection-quality/share_per_case.csv")).Skip(1)
        .Select(line => Published.Of(line.Split(','))).ToDictionary(one => one.Name));

    private static readonly Lazy<IReadOnlyList<Reproduced>> Cases = new(() => Reproduce(file => Share.Value.ContainsKey($"A:{file.Name}"), ReferenceRecipe.PublishedSeed, QualityView.A, QualityView.B));

    [Fact]
    public void Cases_are_cut_as_they_were()
    {
        Assert.Equal(36, Share.Value.Count);
        Assert.Equal(Share.Value.Keys.Order(), Cases.Value.Select(one => one.Name).Order());
        Assert.All(Cases.Value, one =>
        {
            var published = Share.Value[one.Name];
            Assert.Equal((published.FitRows, published.Rows, published.FirstRow, published.Window), (one.FitRows, one.Rows, one.FirstRow, one.Window));
        });
    }

    [Fact]
    public void Batch_recipe_has_the_published_figure_of_every_case() =>
        Assert.All(Cases.Value, one => Assert.Equal(Share.Value[one.Name].Batch, one.Batch, OfACase));

    [Fact]
    public void Stream_recipe_has_the_published_figure_of_every_case() =>
        Assert.All(Cases.Value, one => Assert.Equal(Share.Value[one.Name].Stream, one.Stream, OfACase));

    /// <summary>Of the five sets, over files and views, as the page's table of components gives them.</summary>
    [Fact]
    public void Recipes_have_the_published_means()
    {
        AreNear([.671, .589, .494, .868, .624], .649, one => one.Batch);
        AreNear([.494, .533, .420, .900, .574], .584, one => one.Stream);
    }

    /// <summary>Averages over 20 rows, over 120, courses, forecast. Those of the batch recipe stand on the page as well, but two of them as earlier variants.</summary>
    [Fact]
    public void Parts_have_the_published_means()
    {
        AreNear([.391, .453, .439, .813, .477], .514, one => one.StreamParts[0]);
        AreNear([.254, .251, .364, .777, .581], .445, one => one.StreamParts[1]);
        AreNear([.308, .296, .363, .819, .599], .477, one => one.StreamParts[2]);
        AreNear([.531, .326, .164, .854, .379], .451, one => one.StreamParts[3]);
        AreNear([.532, .601, .405, .871, .511], .584, one => one.BatchParts[0]);
        AreNear([.278, .403, .410, .861, .610], .512, one => one.BatchParts[2]);
    }

    /// <summary>Single signals, where nothing is projected. The page does not say which view its figures are of; view A has .498 and .434, both together .505 and .431.</summary>
    [Fact]
    public void Recipes_have_about_the_published_means_of_single_signals()
    {
        var nab = Reproduce(file => file.Set == "NAB", ReferenceRecipe.PublishedSeed, QualityView.A);
        Assert.Equal(13, nab.Count);
        Assert.Equal(0.493, nab.Average(one => one.Batch), 0.01);
        Assert.Equal(0.435, nab.Average(one => one.Stream), 0.01);
    }

    /// <summary>What was published is the recipe and not the seed: with exact distances the spacecraft have the same means. View B alone, for the sake of time.</summary>
    [Fact]
    public void Exact_distances_have_about_the_published_means_of_the_spacecraft()
    {
        var spacecraft = Reproduce(file => file.Set == "TEL", seed: null, QualityView.B);
        Assert.Equal(5, spacecraft.Count);
        Assert.Equal(spacecraft.Average(one => Share.Value[one.Name].Batch), spacecraft.Average(one => one.Batch), 0.01);
        Assert.Equal(spacecraft.Average(one => Share.Value[one.Name].Stream), spacecraft.Average(one => one.Stream), 0.01);
    }

    /// <summary>Printed by numpy 1.24: <c>RandomState(1).randn(1000)</c>.</summary>
    [Fact]
    public void Normal_numbers_are_those_of_numpy()
    {
        var normals = new ReferenceRecipeNormals(1);
        double[] drawn = [.. Enumerable.Range(0, 1000).Select(_ => normals.Next())];
        Assert.Equal(1.6243453636632417, drawn[0], 1e-14);
        Assert.Equal(-0.6117564136500754, drawn[1], 1e-14);
        Assert.Equal(-0.5281717522634557, drawn[2], 1e-14);
        Assert.Equal(-0.18695501653274957, drawn[999], 1e-14);
    }

    private static void AreNear(double[] sets, double mean, Func<Reproduced, double> figure)
    {
        double[] ours = [.. Sets.Select(set => Cases.Value.Where(one => one.Set == set).Average(figure))];
        Assert.All(ours.Zip(sets), pair => Assert.Equal(pair.Second, pair.First, OfAMean));
        Assert.Equal(mean, ours.Average(), OfAMean);
    }

    private static IReadOnlyList<Reproduced> Reproduce(Func<QualityFile, bool> wanted, uint? seed, params QualityView[] views)
    {
        var shell = new Shell(Stream.Null, Stream.Null, TextWriter.Null, TimeProvider.System, CancellationToken.None);
        var files = QualityFolder.Find(SharedData.Path("series"), null, null, shell).Files.Where(wanted).OrderByDescending(file => file.Bytes);
        var done = new ConcurrentBag<Reproduced>();
        Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = 2 }, file =>
        {
            var series = LoadedSeries.Read(file, CancellationToken.None);
            if (!series.Frame.Labels.Span.ContainsAnyExcept(0)) return;
            foreach (var view in views) done.Add(Reproduced.Of(QualityCase.Of(series, view), seed));
        });
        return [.. done];
    }

    private sealed record Published(string Name, double Batch, double Stream, int FitRows, int Rows, int FirstRow, int Window)
    {
        // case,R1,R2,R3,N,rows,first_row_in_file,W
        public static Published Of(string[] fields) => new(fields[0], Number(fields[1]), Number(fields[3]), (int)Number(fields[4]), (int)Number(fields[5]), (int)Number(fields[6]), (int)Number(fields[7]));

        private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
    }

    private sealed record Reproduced(string Name, string Set, int FitRows, int Rows, int FirstRow, int Window, double Batch, double Stream, double[] BatchParts, double[] StreamParts)
    {
        public static Reproduced Of(QualityCase one, uint? seed)
        {
            var (batch, stream) = (ReferenceRecipe.Batch(one.Frame, one.FitRows, seed), ReferenceRecipe.Stream(one.Frame, one.FitRows, seed));
            return new Reproduced(one.Name, one.Series.File.Set, one.FitRows, one.Frame.StepCount, (int)one.Frame.Rows.Span[0], one.Window,
                Figure(batch.Whole), Figure(stream.Whole), [.. batch.Parts.Select(Figure)], [.. stream.Parts.Select(Figure)]);

            double Figure(double[] scores)
            {
                Assert.DoesNotContain(double.NaN, scores);
                return VolumeUnderSurface.Of(scores, one.Frame.Labels.Span, one.Window)!.PrecisionRecall;
            }
        }
    }
}
