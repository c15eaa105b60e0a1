using System.Collections.Concurrent;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Simulation;

namespace Plumbline.App.Quality;

/// <summary>Every contestant on every case: several at a time, each file read once, what is known already left out.</summary>
internal sealed class QualityRun(IReadOnlyList<QualityFile> files, IReadOnlyList<QualityContestant> contestants, QualitySettings settings, QualityLog log, Shell shell)
{
    private readonly Lock reporting = new();
    private long done;
    private long wanted;

    /// <summary>Results that were known from runs before.</summary>
    public int Reused { get; private set; }

    /// <returns>In the order of files, views, harms, contestants and seeds.</returns>
    /// <exception cref="OperationCanceledException">Interrupted; what is measured is in the log.</exception>
    public IReadOnlyList<QualityResult> Run(IProgress<FitProgress> progress)
    {
        var items = Items().ToList();
        var results = new QualityResult[items.Count];
        wanted = items.Sum(item => item.Reading.File.Bytes);
        // The largest first, so that no long one is left for the end.
        var order = Enumerable.Range(0, items.Count).OrderByDescending(i => items[i].Reading.File.Bytes);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = shell.Cancellation };
        Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), parallel, i =>
        {
            results[i] = Measure(items[i]);
            items[i].Reading.Release();
            Report(progress, items[i]);
        });
        return results;
    }

    private IEnumerable<Item> Items()
    {
        Harm?[] harms = [null, .. settings.Harms];
        foreach (var file in files)
        {
            var reading = new Reading(file, settings.Views.Count * harms.Length * contestants.Count * settings.Seeds.Count);
            var all = from view in settings.Views
                      from harm in harms
                      from contestant in contestants
                      from seed in settings.Seeds
                      select new Item(reading, view, harm, contestant, seed);
            foreach (var item in all) yield return item;
        }
    }

    private QualityResult Measure(Item item)
    {
        var result = new QualityResult
        {
            Key = "",
            Case = QualityCase.NameOf(item.Reading.File, item.View),
            Set = item.Reading.File.Set,
            View = item.View,
            Preset = item.Contestant.Name,
            Seed = item.Seed,
            Harm = item.Harm?.Name,
        };
        using var limit = new CancellationTokenSource(settings.SecondsPerFit is { } seconds ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, shell.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(shell.Cancellation, limit.Token);
        try
        {
            var one = QualityCase.Of(item.Reading.Series(shell.Cancellation), item.View).With(item.Harm, item.Seed);
            var measure = new QualityMeasure(one, item.Contestant, settings, item.Seed);
            result = result with
            {
                Key = measure.Key(),
                Rows = one.Frame.StepCount,
                FitRows = one.FitRows,
                Signals = one.Frame.SignalCount,
                Events = Data.StepRange.FromLabels(one.JudgedLabels).Count,
                Window = one.Window,
            };
            if (log.Find(result.Key) is { } known)
            {
                lock (reporting) Reused++;
                return known with { Set = result.Set };
            }
            result = result with { Figures = measure.Run(shell.Time, either.Token) };
        }
        catch (OperationCanceledException) when (!shell.Cancellation.IsCancellationRequested)
        {
            result = result with { Failure = $"the fit took longer than {settings.SecondsPerFit} s" };
        }
#pragma warning disable CA1031 // whatever happens to one case, the others are measured
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            result = result with { Failure = fault.Message.Replace(item.Reading.File.Path, Path.GetFileName(item.Reading.File.Path), StringComparison.Ordinal) };
        }
        if (result.Key.Length > 0) log.Add(result);
        return result;
    }

    private void Report(IProgress<FitProgress> progress, Item item)
    {
        lock (reporting)
        {
            done += item.Reading.File.Bytes;
            progress.Report(new FitProgress("measuring", (double)done / wanted, $"{item.Contestant.Name} on {QualityCase.NameOf(item.Reading.File, item.View)}"));
        }
    }

    private sealed record Item(Reading Reading, QualityView View, Harm? Harm, QualityContestant Contestant, int Seed);

    /// <summary>A file that is read when it is first needed and forgotten after its last use.</summary>
    private sealed class Reading(QualityFile file, int uses)
    {
        private readonly Lock reading = new();
        private LoadedSeries? series;
        private int left = uses;

        public QualityFile File => file;

        public LoadedSeries Series(CancellationToken cancellation)
        {
            lock (reading) return series ??= LoadedSeries.Read(file, cancellation);
        }

        public void Release()
        {
            lock (reading)
            {
                if (--left == 0) series = null;
            }
        }
    }
}
