extern alias score;

using System.Text;
using score::Plumbline.App.Terminal;
using score::Plumbline.Score;

namespace Plumbline.Tests.Score;

/// <summary>One run of <c>plumbline-score</c> in this process.</summary>
internal sealed record ScoreRun(int Code, string Output, string Error)
{
    public static ScoreRun Of(params string[] args) => With(Stream.Null, CancellationToken.None, args);

    public static ScoreRun With(Stream input, CancellationToken cancellation, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var code = ScoreProgram.Run(args, new StandardStreams(input, output, error, cancellation));
        return new ScoreRun(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Starts a run that writes to a stream of the caller's.</summary>
    public static Task<int> Start(Stream input, Stream output, TextWriter error, CancellationToken cancellation, params string[] args) =>
        Task.Factory.StartNew(() => ScoreProgram.Run(args, new StandardStreams(input, output, error, cancellation)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public ScoreRun Done()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        return this;
    }

    public void Refused(params string[] inMessage)
    {
        Assert.Equal(2, Code);
        Assert.All(inMessage, part => Assert.Contains(part, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.Equal("", Output);
    }
}
