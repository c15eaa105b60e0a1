using System.Diagnostics;
using Plumbline.App.Terminal;
using Plumbline.Tuning;

namespace Plumbline.App.Search;

/// <summary>Works on a study until it stops.</summary>
internal static class SearchRun
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a worker was a process of this machine that is there no more: killed, as others are only found to be after a while.</summary>
    public static bool IsGone(string worker)
    {
        if (worker.Split('/') is not [var machine, var process, _] || machine != Environment.MachineName || !int.TryParse(process, out var id)) return false;
        try
        {
            using var running = Process.GetProcessById(id);
            return running.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <param name="workers">Trials at a time in this process; others may work on the same study in theirs.</param>
    /// <exception cref="OperationCanceledException">Interrupted; the study keeps what it has, and trials that were not finished wait.</exception>
    public static void Run(Study study, SearchTarget target, int workers, Shell shell)
    {
        if (shell.ErrorIsTerminal) Drawing.Live(shell.Notes.Writer, report => Work(study, target, new SearchView(study, workers, shell, report), workers, shell.Cancellation));
        else Work(study, target, new SearchView(study, workers, shell, null), workers, shell.Cancellation);
    }

    private static void Work(Study study, SearchTarget target, SearchView view, int workers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var faults = new List<Exception>();
        var threads = Enumerable.Range(0, workers).Select(number => new Thread(() =>
        {
            try
            {
                Loop(study, target, view, $"{Environment.MachineName}/{Environment.ProcessId}/{number}", stop.Token);
            }
            catch (Exception fault)
            {
                lock (faults) faults.Add(fault); // thrown again by the thread that waits
                stop.Cancel();
            }
        })).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        cancellation.ThrowIfCancellationRequested();
        if (faults.Count > 0) throw faults.FirstOrDefault(fault => fault is not OperationCanceledException) ?? faults[0];
    }

    private static void Loop(Study study, SearchTarget target, SearchView view, string worker, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (study.Ask(worker) is { } trial)
            {
                view.Show(null);
                target.Run(trial, cancellation);
                view.Show(trial.Number);
            }
            else if (study.StopReason is not null)
            {
                return;
            }
            else
            {
                cancellation.WaitHandle.WaitOne(Pause); // others still work on the last trials, and may be lost
            }
        }
    }
}
