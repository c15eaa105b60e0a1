using System.Text;
using System.Text.Json;
using Plumbline.App;
using Plumbline.App.Terminal;

namespace Plumbline.Tests.App;

/// <summary>One run of the command line in this process.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static CommandRun Of(params string[] args) => With(Stream.Null, CancellationToken.None, args);

    public static CommandRun With(Stream input, CancellationToken cancellation, params string[] args) => With(input, TimeProvider.System, cancellation, args);

    public static CommandRun With(Stream input, TimeProvider time, CancellationToken cancellation, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var code = CommandLine.Run(args, new Shell(input, output, error, time, cancellation));
        return new CommandRun(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>The run, having failed if it did not end well.</summary>
    public CommandRun Done()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        return this;
    }

    /// <summary>The run must have ended as wrong usage or data, with a message that holds all of these and no stack trace.</summary>
    public void Refused(params string[] inMessage)
    {
        Assert.Equal(2, Code);
        Assert.All(inMessage, part => Assert.Contains(part, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.Equal("", Output);
    }
}
