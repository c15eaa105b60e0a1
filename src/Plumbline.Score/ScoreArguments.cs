using System.Globalization;
using Plumbline.App.Terminal;

namespace Plumbline.Score;

/// <summary>What one run was asked to do.</summary>
internal sealed record ScoreArguments
{
    private static readonly string[] Names = ["--scores", "--verdicts", "--label", "--entity", "--batch", "--help", "--version"];

    /// <summary>Bundle.</summary>
    public required string Model { get; init; }

    /// <summary>Series CSV, plain or gzip; <c>-</c> is standard input.</summary>
    public required string Data { get; init; }

    /// <summary>Where the scores go, <c>-</c> for standard output, which is the default unless verdicts go there; null for nowhere.</summary>
    public string? Scores { get; init; }

    /// <summary>Where the verdicts go, <c>-</c> for standard output; null, the default, for standard error.</summary>
    public string? Verdicts { get; init; }

    public string Label { get; init; } = "label";

    public string Entity { get; init; } = "entity";

    /// <summary>Most rows scored at a time, at least 1; default 256, which keeps a batch of 1,000 signals at 2 MB and costs no speed.</summary>
    public int Batch { get; init; } = 256;

    /// <exception cref="UsageException">Something is unknown, missing, twice there or out of range.</exception>
    public static ScoreArguments Parse(ReadOnlySpan<string> args)
    {
        var places = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--")
            {
                places.AddRange(args[(i + 1)..]);
                break;
            }
            if (args[i] is "-" or not ['-', ..])
            {
                places.Add(args[i]);
                continue;
            }
            var (name, value) = args[i].IndexOf('=') is var equals and > 0 ? (args[i][..equals], args[i][(equals + 1)..]) : (args[i], null);
            if (!Names.Contains(name)) throw new UsageException($"unknown option {name}{(Spelling.Nearest(name, Names) is { } nearest ? $"; did you mean {nearest}?" : ".")}");
            value ??= ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value.");
            if (!options.TryAdd(name, value)) throw new UsageException($"{name} is there twice.");
        }
        if (places.Count != 2) throw new UsageException($"expected MODEL and DATA, found {(places.Count == 0 ? "neither" : string.Join(' ', places))}.");
        if (places[0] == "-") throw new UsageException("MODEL is -; expected a file, since standard input is for the data.");

        var verdicts = options.GetValueOrDefault("--verdicts");
        var arguments = new ScoreArguments
        {
            Model = places[0],
            Data = places[1],
            Scores = options.GetValueOrDefault("--scores") ?? (verdicts == "-" ? null : "-"),
            Verdicts = verdicts,
            Label = options.GetValueOrDefault("--label", "label"),
            Entity = options.GetValueOrDefault("--entity", "entity"),
            Batch = options.TryGetValue("--batch", out var batch) ? BatchOf(batch) : 256,
        };
        arguments.Check();
        return arguments;
    }

    private static int BatchOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 1 and <= 1_000_000
        ? rows : throw new UsageException($"--batch is '{text}'; expected a number of rows from 1 to 1000000.");

    private void Check()
    {
        if (Scores == "-" && Verdicts == "-") throw new UsageException("--scores - and --verdicts - both want standard output; expected one of them to go elsewhere.");
        foreach (var written in new[] { Scores, Verdicts })
        {
            if (written is null or "-") continue;
            if (new[] { Model, Data }.Any(read => read != "-" && Path.GetFullPath(read) == Path.GetFullPath(written)))
                throw new UsageException($"{written} is read; expected another file to write.");
        }
        if (Scores is not (null or "-") && Verdicts is not null && Path.GetFullPath(Scores) == Path.GetFullPath(Verdicts) && !Scores.StartsWith("/dev/", StringComparison.Ordinal))
            throw new UsageException($"{Scores} is to hold the scores and the verdicts; expected two files.");
    }
}
