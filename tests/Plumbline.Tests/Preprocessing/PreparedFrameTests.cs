using Plumbline.Data;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Preprocessing;

public sealed class PreparedFrameTests
{
    /// <summary>One character a step of a single signal: '.' was observed, 'o' was not.</summary>
    [Theory]
    [InlineData("....o....o...", 1, "0-3 5-8 10-12")]
    [InlineData("....o....o...", 4, "0-12")]
    [InlineData("oo....", 4, "2-5")] // nothing is known at its beginning
    [InlineData("...ooo.......", 4, "0-4 6-12")] // of the last four steps three are not known
    [InlineData("...ooo.......", 10, "0-12")]
    [InlineData("oooo", 3, "")]
    public void Windows_that_are_mostly_known_are_learnt_from(string steps, int window, string expected)
    {
        var origins = steps.Select(step => step == '.' ? ValueOrigin.Observed : ValueOrigin.Imputed).ToArray();
        var frame = new PreparedFrame(1, new float[steps.Length], origins, [new StepRange(0, steps.Length - 1)], Enumerable.Range(0, steps.Length).ToArray(), false);
        Assert.Equal(expected, string.Join(' ', frame.CleanRanges(0.5, window).Select(range => $"{range.Start}-{range.End}")));
    }

    [Fact]
    public void A_run_stays_in_its_segment()
    {
        var frame = new PreparedFrame(1, new float[6], new ValueOrigin[6], [new StepRange(0, 2), new StepRange(3, 5)], Enumerable.Range(0, 6).ToArray(), false);
        Assert.Equal([3, 3], frame.CleanRuns(0.5, 4).Select(run => run.Length));
    }
}
