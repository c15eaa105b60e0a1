using System.Text.Json;
using System.Text.RegularExpressions;
using Plumbline.App.Reports;
using Plumbline.Data;
using Plumbline.Detection.Attribution;
using Plumbline.Simulation;

namespace Plumbline.Tests.Reports;

public sealed partial class ReportPageTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    private static readonly ReportContent Full = SampleReport.Of(SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 3 }));
    private static readonly string FullPage = Render(Full);

    [Theory]
    [InlineData("anomalies")]
    [InlineData("series")]
    [InlineData("training")]
    [InlineData("evaluation")]
    [InlineData("mean-errors")]
    [InlineData("rows")]
    public void Every_section_is_there_and_the_navigation_leads_to_it(string section)
    {
        Assert.Contains($"<section id=\"{section}\">", FullPage);
        Assert.Contains($"href=\"#{section}\"", FullPage);
    }

    [Fact]
    public void A_full_report_has_every_plot_and_explains_no_absence()
    {
        foreach (var id in new[] { "score", "strip", "data-map", "error-map", "training-chart", "roc-chart", "precision-recall-chart", "cost-chart", "bars" })
            Assert.Contains($"id=\"{id}\"", FullPage);
        Assert.DoesNotContain("<p class=\"absent\">", FullPage);
        Assert.Contains("The model wins against its baselines.", FullPage);
    }

    [Fact]
    public void A_bare_report_says_of_every_missing_part_why_it_is_missing()
    {
        var page = Render(Bare(Entity("node", 50, ["a"])));
        Assert.Equal(8, Regex.Count(page, "<p class=\"absent\">"));
        foreach (var why in new[] { "nothing was found", "neither values nor errors", "no labels, the strip", "not trained in epochs", "no labels to compare with", "no modes to tell apart", "no errors of the signals", "No row was chosen" })
            Assert.Contains(why, page);
        Assert.DoesNotContain("id=\"roc-chart\"", page);
        Assert.DoesNotContain("id=\"data-map\"", page);
    }

    [Fact]
    public void Blame_by_mode_has_a_bar_for_each_signal_anomalous_modes_first()
    {
        var section = FullPage[FullPage.IndexOf("<section id=\"modes\">", StringComparison.Ordinal)..];
        Assert.True(section.IndexOf("mode 1 (100 rows)", StringComparison.Ordinal) < section.IndexOf("normal (900 rows)", StringComparison.Ordinal));
        Assert.Contains("<tr><th scope=\"row\">fan1_rpm</th><td><span class=\"bar\" style=\"--part:100.0%\"></span></td><td class=\"number\">93 %</td></tr>", section);
        Assert.Contains("--part:7.5%", section);
    }

    [Fact]
    public void Names_from_the_data_never_become_markup()
    {
        var entity = Entity(Hostile, 50, [Hostile, "b"]) with
        {
            Scaled = new float[100],
            Errors = new float[100],
            Anomalies = [new ReportAnomaly(1, 2, 50, [new ReportShare(Hostile, 1, Direction.High)])],
        };
        var page = Render(Bare(entity) with
        {
            Title = Hostile,
            Facts = [new(Hostile, Hostile)],
            Warnings = [Hostile],
            Modes = [new(1, 2, [new(Hostile, 1, 1)])],
            Rows = [new(Hostile, 1, Hostile, [new(Hostile, 1, 2, 3, 1)])],
            Evaluation = new() { ModelWins = true, Judgement = Hostile, Measures = [new(Hostile)], Scorers = [new(Hostile, [1])], Roc = [new(Hostile, [0, 1], [0, 1])] },
        });
        Assert.DoesNotContain("<script>alert", page);
        Assert.Equal(3, Regex.Count(page, "<script"));
        Assert.Contains("&lt;script&gt;alert", page);
        Assert.Equal(Hostile, Plots(page).GetProperty("entities")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void The_page_refers_to_nothing_outside_itself()
    {
        Assert.DoesNotMatch("https?:", FullPage);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", FullPage);
        Assert.DoesNotMatch(@"@import|url\(", FullPage);
        Assert.Contains("default-src 'none'", FullPage);
        Assert.Contains("Leon Sorokin", FullPage);
    }

    [Fact]
    public void The_same_content_gives_the_same_page() => Assert.Equal(FullPage, Render(Full));

    [Theory]
    [InlineData(1, 60_000, 159)]
    [InlineData(60, 3_000, 24)]
    [InlineData(300, 400, 40)]
    public void A_page_stays_below_five_megabytes(int entities, int steps, int signals)
    {
        string[] names = [.. Enumerable.Range(0, signals).Select(signal => $"signal_{signal}")];
        var content = Bare([.. Enumerable.Range(0, entities).Select(number => Entity($"node{number}", steps, names) with
        {
            Time = new TimeAxis(TimeKind.Timestamp, Enumerable.Range(0, steps).Select(step => step * (long)step).ToArray()),
            Scaled = new float[steps * signals],
            Errors = new float[steps * signals],
        })]);
        var page = Render(content);
        Assert.InRange(page.Length, 100_000, 5_000_000);
        if (entities > 200) Assert.Contains("200 of 300 entities are plotted", page);
    }

    [Fact]
    public void Scores_and_cells_travel_unchanged()
    {
        var entity = Entity("node", 3, ["a", "b"]) with
        {
            Scores = new[] { 1.5, double.NaN, 3 },
            Scaled = new[] { 0.5f, -1, float.NaN, 2, 1, 1 },
            Errors = new[] { 4f, 1, float.NaN, 5_700_000, 0, 1 },
            Labels = new[] { 0, 2, 2 },
        };
        var plot = Plots(Render(Bare(entity))).GetProperty("entities")[0];
        Assert.Equal([1.5f, float.NaN, 3], Numbers(plot, "score", 4, bytes => BitConverter.ToSingle(bytes)));
        Assert.Equal([0.5f, -1, float.NaN, 2, 1, 1], Numbers(plot, "data", 2, bytes => (float)BitConverter.ToHalf(bytes)));
        var errors = Numbers(plot, "errors", 2, bytes => (float)BitConverter.ToHalf(bytes));
        Assert.Equal(2, errors[0]);
        Assert.InRange(errors[3], 2386, 2389);
        Assert.Equal("[[1,2,2]]", plot.GetProperty("labels").GetRawText());
    }

    [Fact]
    public void Each_anomaly_leads_to_its_entity_and_steps()
    {
        var found = Full.Entities.Sum(entity => entity.Anomalies.Count);
        Assert.True(found > 0);
        Assert.Equal(found, Regex.Count(FullPage, "class=\"show\""));
        var first = Full.Entities[1].Anomalies[0];
        Assert.Contains($"data-entity=\"1\" data-from=\"{first.From}\" data-to=\"{first.To}\"", FullPage);
    }

    [Fact]
    public void Lengths_that_disagree_are_refused_all_at_once()
    {
        var wrong = Entity("node", 5, ["a"]) with { Scores = new double[4], Labels = new int[3], Anomalies = [new(2, 7, 1, [])] };
        var problem = Assert.Throws<ArgumentException>(() => Render(Bare(wrong))).Message;
        Assert.Contains("4 scores for 5 steps", problem);
        Assert.Contains("3 labels for 5 steps", problem);
        Assert.Contains("from step 2 to 7 of 5", problem);
    }

    private static ReportContent Bare(params ReportEntity[] entities) => new() { Title = "Bare", Facts = [], Entities = entities };

    private static ReportEntity Entity(string name, int steps, string[] signals) => new()
    {
        Entity = name,
        Time = TimeAxis.Counting(steps),
        Signals = signals,
        Scores = Enumerable.Range(0, steps).Select(step => (double)(step % 17)).ToArray(),
        Threshold = 20,
    };

    private static string Render(ReportContent content)
    {
        using var page = new StringWriter();
        ReportPage.Write(page, content);
        return page.ToString();
    }

    private static JsonElement Plots(string page) => JsonDocument.Parse(EmbeddedData().Match(page).Groups[1].Value).RootElement;

    private static float[] Numbers(JsonElement plot, string name, int width, Func<byte[], float> read) =>
        [.. Convert.FromBase64String(plot.GetProperty(name).GetString()!).Chunk(width).Select(read)];

    [GeneratedRegex("<script type=\"application/json\" id=\"plots\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex EmbeddedData();
}
