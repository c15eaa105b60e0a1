using Plumbline.App.Pages;
using Plumbline.Tuning;

namespace Plumbline.App.StudyReports;

/// <summary>What was searched, and the best settings beside the defaults.</summary>
internal static class SettingsSection
{
    public static void Write(HtmlWriter html, StudyReport report, StudySummary summary)
    {
        var definition = report.Definition;
        var defaults = TrialSettings.Of(definition, report.Trials.FirstOrDefault(trial => trial.Number == 0) ?? new Trial(0));
        var winners = definition.Objectives.Zip(summary.Ranked, (objective, ranked) => (objective.Name, Ranked: ranked)).Where(one => one.Ranked.Count > 0)
            .Select(one => (one.Name, one.Ranked[0].Number, Settings: TrialSettings.Of(definition, one.Ranked[0]))).ToList();
        html.Raw("<section id=\"settings\"><h2>What was searched, and what was found</h2>");
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Settings\"><table><caption>Settings of the best trial beside the defaults; in bold and with \u2260 where they differ, \u2013 where a parameter does not count</caption><thead><tr><th>Parameter</th><th>Searched</th><th>Defaults (trial 0)</th>");
        foreach (var (name, number, _) in winners) html.Write($"<th>Best {name} (trial {number})</th>");
        html.Raw("</tr></thead><tbody>");
        for (var i = 0; i < definition.Space.Parameters.Count; i++)
        {
            var parameter = definition.Space.Parameters[i];
            html.Write($"<tr><th scope=\"row\">{parameter.Name}</th><td class=\"range\">{TrialSettings.Range(parameter)}</td><td>{Shown(defaults[i])}</td>");
            foreach (var (_, _, settings) in winners)
            {
                if (settings[i] == defaults[i]) html.Write($"<td>{Shown(settings[i])}</td>");
                else html.Write($"<td class=\"best\"><span role=\"img\" aria-label=\"other than the defaults\">\u2260</span> {Shown(settings[i])}</td>");
            }
            html.Raw("</tr>");

            string Shown(string? text) => text is null ? "\u2013" : TrialSettings.Short(parameter, text);
        }
        html.Raw("</tbody></table></div>");
        foreach (var (name, number, settings) in winners.DistinctBy(winner => winner.Number))
        {
            html.Write($"<details><summary>Exact settings of trial {number}</summary><pre>");
            for (var i = 0; i < settings.Count; i++)
            {
                if (settings[i] is { } text) html.Write($"{definition.Space.Parameters[i].Name}: {text}\n");
            }
            html.Raw("</pre></details>");
        }
        html.Raw("</section>");
    }
}
