using Plumbline.Detection;

namespace Plumbline.App.Terminal;

/// <summary>Shows how far some work has come: a bar on a terminal, otherwise now and then a line.</summary>
internal static class ProgressView
{
    public static T Run<T>(Shell shell, string title, Func<IProgress<FitProgress>, T> work) =>
        shell.ErrorIsTerminal ? Drawing.Progress(shell.Notes.Writer, title, work) : work(new Lines(shell));

    /// <summary>A line every few seconds, so that short work says nothing and a log of long work stays readable.</summary>
    private sealed class Lines(Shell shell) : IProgress<FitProgress>
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
        private long last = shell.Time.GetTimestamp();

        public void Report(FitProgress value)
        {
            if (shell.Time.GetElapsedTime(last) < Pause) return;
            last = shell.Time.GetTimestamp();
            shell.Notes.Line($"{value.Phase} {value.Share:P0}{(value.Detail.Length == 0 ? "" : $" ({value.Detail})")}");
        }
    }
}
