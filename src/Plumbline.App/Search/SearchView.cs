using Plumbline.App.Terminal;
using Plumbline.Tuning;

namespace Plumbline.App.Search;

/// <summary>Shows how a search gets on: a live table on a terminal, otherwise a line for each trial that ends.</summary>
/// <param name="report">Takes the table anew; null where nobody looks.</param>
internal sealed class SearchView(Study study, int workers, Shell shell, Action<TextTable, string>? report)
{
    private const int Shown = 12;
    private readonly long begun = shell.Time.GetTimestamp();
    private readonly Lock gate = new();
    private int ended;

    /// <summary>Says that a trial has ended or begun.</summary>
    public void Show(int? number)
    {
        lock (gate)
        {
            var trials = study.Trials;
            if (number is { } last && trials[last].IsEnded) ended++;
            if (report is not null) report(Table(trials), Summary(trials));
            else if (number is { } told && trials[told].IsEnded) shell.Notes.Line($"{Line(trials[told])}; {Summary(trials)}");
        }
    }

    private TextTable Table(IReadOnlyList<Trial> trials)
    {
        var table = new TextTable(["trial", "state", .. study.Definition.Objectives.Select(objective => objective.Name), "epochs", "s", "settings other than the defaults"]);
        var defaults = study.Definition.Space.Settings(trials[0].Values);
        foreach (var trial in trials.TakeLast(Shown))
        {
            var settings = study.Definition.Space.Settings(trial.Values);
            table.Add([trial.Number.ToString(), trial.State.ToString().ToLowerInvariant(), .. study.Definition.Objectives.Select((_, i) => Value(trial, i)),
                trial.Figures.TryGetValue("epochs", out var epochs) ? $"{epochs:0}" : trial.Steps.Count > 0 ? $"{trial.Steps[^1].Step}" : "", Seconds(trial) is { } seconds ? $"{seconds:0.0}" : "",
                string.Join(", ", settings.Where(one => defaults.GetValueOrDefault(one.Key) != one.Value).Select(one => $"{one.Key[(one.Key.LastIndexOf('.') + 1)..]} {Shortened(one.Value)}"))]);
        }
        return table;
    }

    private string Line(Trial trial) => $"trial {trial.Number}: " + trial.State switch
    {
        TrialState.Complete => string.Join(", ", study.Definition.Objectives.Select((objective, i) => $"{objective.Name} {Figure.Of(trial.Objectives[i])}")),
        TrialState.Pruned => $"pruned after epoch {trial.Steps[^1].Step} at {Figure.Of(trial.Steps[^1].Value)}",
        _ => $"failed: {trial.Failure}",
    } + (Seconds(trial) is { } seconds ? $" in {Figure.Seconds(seconds)}" : "");

    private string Summary(IReadOnlyList<Trial> trials)
    {
        var best = study.BestOf(trials);
        var objective = study.Definition.Objectives[0];
        var most = study.Options.Stop.Trials;
        var done = trials.Count(trial => trial.IsEnded);
        var text = best is null ? "nothing found yet" : $"best {objective.Name} {Figure.Of(best.Objectives[0])} (trial {best.Number}"
            + (trials[0].State == TrialState.Complete && best.Number > 0 ? $", defaults {Figure.Of(trials[0].Objectives[0])})" : ")");
        text += $"; {done}{(most is { } all ? $" of {all}" : "")} done, {trials.Count(trial => trial.State == TrialState.Pruned)} pruned, {trials.Count(trial => trial.State == TrialState.Failed)} failed";
        if (most is { } wanted && ended > 0 && done < wanted) text += $", about {Figure.Seconds(shell.Time.GetElapsedTime(begun).TotalSeconds / ended * (wanted - done))} left";
        return workers > 1 ? $"{text}, {workers} workers" : text;
    }

    private static string Value(Trial trial, int objective) => trial.State switch
    {
        TrialState.Complete => Figure.Of(trial.Objectives[objective]),
        TrialState.Pruned or TrialState.Running when objective == 0 && trial.Steps.Count > 0 => Figure.Of(trial.Steps[^1].Value),
        _ => "",
    };

    private static double? Seconds(Trial trial) => trial.Ended - trial.Started is { } length ? length.TotalSeconds : null;

    private static string Shortened(string text) => double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && text.Length > 8 ? Figure.Of(number) : text;
}
