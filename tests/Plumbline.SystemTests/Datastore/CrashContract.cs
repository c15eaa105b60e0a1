using System.Diagnostics;
using Plumbline.StudyWorker;
using Plumbline.Tuning;

namespace Plumbline.SystemTests.Datastore;

/// <summary>Real worker processes on one study, killed with no warning wherever they are, again and again.</summary>
public abstract class CrashContract(ITestOutputHelper output)
{
    private const int Workers = 4;
    private const int Trials = 60;
    private const int KillsOfEach = 6;

    private int told;
    private int kills;

    protected abstract string Address { get; }

    /// <summary>What else goes wrong, once a third of the trials is done.</summary>
    protected virtual void Disturb()
    {
    }

    [Fact]
    public async Task Workers_killed_again_and_again_end_a_study_as_one_that_lives()
    {
        var alone = Finished();
        using var folder = new WorkFolder();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Live(folder[$"worker{worker}"], worker)));

        var store = Connectors.Datastore.Datastore.OpenStudies(Address);
        using var owner = store as IDisposable;
        var trials = store.Changes("crash", 0).Trials.OrderBy(trial => trial.Number).ToList();
        Assert.Equal(Enumerable.Range(0, Trials), trials.Select(trial => trial.Number));
        Assert.All(trials, trial => Assert.Equal(TrialState.Complete, trial.State));
        Assert.All(trials, trial => Assert.Equal(Enumerable.Range(1, BraninStudy.Steps), trial.Steps.Select(step => step.Step)));
        Assert.Equal(alone.Select(trial => (trial.Values["x"], trial.Values["y"], trial.Objectives[0])), trials.Select(trial => (trial.Values["x"], trial.Values["y"], trial.Objectives[0])));
        Assert.Equal(Best(alone), Best(trials));

        var acknowledged = Enumerable.Range(0, Workers).SelectMany(worker => AcknowledgedLog.Read(folder[$"worker{worker}"])).ToList();
        Assert.Equal(acknowledged.Count, acknowledged.Select(one => one.Number).Distinct().Count());
        Assert.All(acknowledged, one => Assert.Equal((trials[one.Number].Worker, trials[one.Number].Objectives[0]), (one.Worker, one.Value)));
        var again = trials.Count(trial => trial.Attempt > 1);
        output.WriteLine($"{GetType().Name}: {kills} kills; {again} of {Trials} trials begun again, one {trials.Max(trial => trial.Attempt)} times; {acknowledged.Count} acknowledged results, all there");
        Assert.True(kills > Workers && again > 0, $"only {kills} kills, {again} trials begun again: this has shown nothing");
    }

    /// <summary>Runs a worker until the study has stopped; it is killed a few lines or milliseconds after each start, some times.</summary>
    private async Task Live(string log, int worker)
    {
        var random = new Random(100 + worker);
        for (var life = 0; ; life++)
        {
            var linesToLive = life < KillsOfEach ? random.Next(1, 16) : int.MaxValue;
            var grace = TimeSpan.FromMilliseconds(random.Next(0, 12));
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Plumbline.StudyWorker.dll"), Address, "crash", $"{Trials}", log])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var complaints = process.StandardError.ReadToEndAsync();
            var isKilled = false;
            for (var lines = 1; await process.StandardOutput.ReadLineAsync() is { } line; lines++)
            {
                if (line.StartsWith("told", StringComparison.Ordinal) && Interlocked.Increment(ref told) == Trials / 3) Disturb();
                if (lines != linesToLive) continue;
                await Task.Delay(grace);
                process.Kill(); // no warning: SIGKILL
                isKilled = true;
            }
            await process.WaitForExitAsync();
            if (isKilled && process.ExitCode != 0)
            {
                Interlocked.Increment(ref kills);
                continue;
            }
            Assert.True(process.ExitCode == 0, $"a worker ended by itself with {process.ExitCode}: {await complaints}");
            return;
        }
    }

    private static IReadOnlyList<Trial> Finished()
    {
        var study = Study.Open(BraninStudy.Definition("crash"), new MemoryStudyStore(), BraninStudy.Options(Trials));
        while (study.Ask("alone") is { } asked) asked.Tell([BraninStudy.ValueOf(asked.Values)]);
        return study.Trials;
    }

    private static (int Number, double Value) Best(IReadOnlyList<Trial> trials) => trials.Select(trial => (trial.Number, trial.Objectives[0])).MinBy(trial => trial.Item2);
}
