using Plumbline.App.Terminal;

namespace Plumbline.Tests.App;

public sealed class TerminalTests
{
    [Fact]
    public void Numbers_are_aligned_to_the_right_and_words_to_the_left()
    {
        var table = new TextTable("signal", "share");
        table.Add("fan_1", "7 %");
        table.Add("power", "undefined");
        table.Add("t", "12 %");
        using var text = new StringWriter();
        table.WritePlain(text);
        Assert.Equal(["signal      share", "fan_1         7 %", "power   undefined", "t            12 %", ""], text.ToString().Split(Environment.NewLine));
    }

    [Fact]
    public void A_terminal_gets_a_drawn_table_and_a_file_gets_plain_lines()
    {
        var table = new TextTable("a");
        table.Add("[b]");
        using var drawn = new StringWriter();
        new Printer(drawn, isTerminal: true).Table(table);
        Assert.Contains("[b]", drawn.ToString(), StringComparison.Ordinal);
        Assert.Contains('│', drawn.ToString());
        using var plain = new StringWriter();
        new Printer(plain, isTerminal: false).Table(table);
        Assert.Equal($"a{Environment.NewLine}[b]{Environment.NewLine}", plain.ToString());
    }

    [Theory]
    [InlineData(null, "undefined")]
    [InlineData(double.NaN, "undefined")]
    [InlineData(0.0, "0")]
    [InlineData(0.12345, "0.1235")]
    [InlineData(274.96, "275")]
    [InlineData(1276000.0, "1.276e+6")]
    public void Figures_are_short_and_never_zero_when_undefined(double? value, string text) => Assert.Equal(text, Figure.Of(value));

    [Theory]
    [InlineData("treshold", "threshold")]
    [InlineData("RULE", "rule")]
    [InlineData("xyzzy", null)]
    public void A_misspelt_name_finds_its_nearest(string name, string? nearest) => Assert.Equal(nearest, Spelling.Nearest(name, ["threshold", "train", "rule"]));
}
