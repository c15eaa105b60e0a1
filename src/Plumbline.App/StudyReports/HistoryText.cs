using Plumbline.App.Terminal;

namespace Plumbline.App.StudyReports;

/// <summary>Objective by trial as a picture of characters.</summary>
internal static class HistoryText
{
    private const int Width = 64, Height = 11;

    /// <param name="summary">With at least one complete trial.</param>
    public static void Write(StudyReport report, StudySummary summary, Printer printer)
    {
        var objective = report.Definition.Objectives[0];
        var axis = ObjectiveAxis.Of(objective.Goal, summary.Complete.Select(trial => trial.Objectives[0]));
        var last = Math.Max(1, report.Trials[^1].Number);
        var width = Math.Min(Width, last + 1);
        var picture = Enumerable.Range(0, Height).Select(_ => Enumerable.Repeat(' ', width).ToArray()).ToArray();
        foreach (var trial in summary.Complete) picture[Row(trial.Objectives[0])][Column(trial.Number)] = 'o';
        double? best = null;
        for (int column = 0, next = 0; column < width; column++)
        {
            for (; next < summary.Complete.Count && Column(summary.Complete[next].Number) <= column; next++)
            {
                var value = summary.Complete[next].Objectives[0];
                if (best is null || objective.IsBetter(value, best.Value)) best = value;
            }
            if (best is { } sofar && picture[Row(sofar)][column] == ' ') picture[Row(sofar)][column] = '-';
        }
        printer.Line($"{StudySummary.Wanted(objective)}: o is a trial, - the best so far");
        var names = picture.Select((_, row) => row % 5 == 0 ? Figure.Of(axis.Value(1 - (row / (double)(Height - 1)))) : "").ToArray();
        var margin = names.Max(name => name.Length);
        for (var row = 0; row < Height; row++) printer.Line($"{names[row].PadLeft(margin)} |{new string(picture[row]).TrimEnd()}");
        printer.Line($"{new string(' ', margin)} +{new string('-', width)}");
        printer.Line($"{new string(' ', margin)}  0{$"trial {last}".PadLeft(width - 1)}");

        int Row(double value) => (int)Math.Round((1 - axis.Place(value)) * (Height - 1));
        int Column(int number) => (int)((long)number * (width - 1) / last);
    }
}
