using System.CommandLine;
using Plumbline.App.Terminal;
using Plumbline.Failures;

namespace Plumbline.App.Commands;

/// <summary>The options that say how scores of histories are judged, and how the figures read.</summary>
internal sealed class FailuresJudging
{
    private static readonly FailureEvaluationOptions Defaults = new();

    private readonly Option<double> horizon = new("--horizon") { Description = "Days before a failure within which an inspection or alarm is right.", HelpName = "DAYS", DefaultValueFactory = _ => Defaults.Horizon };
    private readonly Option<double> budget = new("--budget") { Description = "Share of the live entities inspected each day; 1 or more: so many entities.", HelpName = "X", DefaultValueFactory = _ => Defaults.BudgetShare };
    private readonly Option<double> pause = new("--pause") { Description = "Days for which an inspected entity is left alone.", HelpName = "DAYS", DefaultValueFactory = _ => Defaults.Pause };
    private readonly Option<double?> fleetRate = new("--fleet-rate") { Description = "Failures among all rows of the fleet that this is for (Backblaze 2017: 0.000087); the figures are carried over to it.", HelpName = "SHARE" };

    public void AddTo(Command command)
    {
        command.Add(horizon);
        command.Add(budget);
        command.Add(pause);
        command.Add(fleetRate);
    }

    /// <exception cref="UsageException">Settings out of range, all named together.</exception>
    public FailureEvaluationOptions Read(ParseResult parse, double threshold)
    {
        var given = parse.GetValue(budget);
        var options = new FailureEvaluationOptions { Horizon = parse.GetValue(horizon), Pause = parse.GetValue(pause), FleetRate = parse.GetValue(fleetRate), Threshold = threshold };
        options = given >= 1 ? options with { BudgetCount = given } : options with { BudgetShare = given };
        string[] problems = [.. options.Problems()];
        return problems.Length == 0 ? options : throw new UsageException(string.Join("; ", problems) + ".");
    }

    public static string BudgetOf(FailureEvaluationOptions options) =>
        options.BudgetCount is { } count ? $"{Figure.Of(count)} a day" : $"{100 * options.BudgetShare:0.##} % a day";

    public static string Days(LeadTime? lead) => lead is null ? Figure.Undefined : $"{Figure.Of(lead.Median)} ({Figure.Of(lead.Lower)} to {Figure.Of(lead.Upper)})";
}
