using Plumbline.App.StudyReports;
using Plumbline.App.Terminal;
using Plumbline.Tuning;

namespace Plumbline.Tests.StudyReports;

public sealed class StudyTextTests
{
    private static readonly StudyReport One = SampleStudy.Of(60, [SampleStudy.Score]);

    [Fact]
    public void A_file_gets_plain_lines_with_everything_that_matters()
    {
        var text = Write(One, isTerminal: false);
        foreach (var part in new[] { "Search on the simulated fleet", "Sampler: random", "simulated fleet, 3 nodes", "has the best vusPr", "never used in it", "best so far", "The best 10 of", "importance", "#####", "changed", "60 trials are done" })
            Assert.Contains(part, text);
        Assert.DoesNotContain('│', text);
        Assert.All(text, character => Assert.True(character is < '\u0080' or '\u00b7'));
    }

    [Fact]
    public void A_terminal_gets_drawn_tables()
    {
        var text = Write(One, isTerminal: true);
        Assert.Contains('│', text);
        Assert.Contains('█', text);
    }

    [Fact]
    public void The_picture_of_the_history_has_the_best_so_far_rising_to_the_top()
    {
        var lines = Write(One, isTerminal: false).Split('\n').Where(line => line.Contains(" |", StringComparison.Ordinal)).ToList();
        Assert.Equal(11, lines.Count);
        var heights = Enumerable.Range(lines[0].IndexOf('|') + 1, 60).Select(column => lines.FindIndex(line => column < line.Length && line[column] is '-' or 'o')).Where(row => row >= 0).ToList();
        Assert.Equal(heights[^1], heights.Min());
    }

    [Fact]
    public void Several_objectives_have_a_front_in_place_of_the_best()
    {
        var text = Write(SampleStudy.Of(40, [SampleStudy.Score, SampleStudy.Size]), isTerminal: false);
        Assert.Contains("Pareto front: ", text);
        Assert.Contains("has the best parameters", text);
        Assert.DoesNotContain("The best 10", text);
    }

    [Fact]
    public void A_study_without_any_result_says_so()
    {
        Assert.Contains("No trial is complete", Write(new StudyReport(One.Definition, []), isTerminal: false));
        Assert.Contains("1 of 1 trials that ended have failed", Write(new StudyReport(One.Definition, [new Trial(0) { State = TrialState.Failed, Failure = "why" }]), isTerminal: false));
        Assert.Contains("No trial has a better", Write(One with { Trials = [One.Trials[0]] }, isTerminal: false));
    }

    private static string Write(StudyReport report, bool isTerminal)
    {
        using var text = new StringWriter();
        StudyText.Write(report, new Printer(text, isTerminal));
        return text.ToString();
    }
}
