using System.CommandLine;
using System.Globalization;
using Plumbline.App.Jobs;
using Plumbline.App.Terminal;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;

namespace Plumbline.App.Commands;

/// <summary><c>--alarms 2/week</c>: a budget that finds the threshold and is held while scoring.</summary>
internal static class AlarmsOption
{
    public static Option<string?> Create() => new("--alarms")
    {
        Description = "At most so many alarms for each entity, such as 2/week: finds the threshold and is held while scoring (hour, day, week, month, thousandSteps).",
        HelpName = "N/PERIOD",
    };

    /// <summary>The options with the budget; as they are without one.</summary>
    /// <exception cref="UsageException">It is no such budget.</exception>
    public static DetectorOptions Apply(DetectorOptions options, string? text)
    {
        if (text is null) return options;
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var alarms)
            || !Enum.TryParse<AlarmPeriod>(parts[1], ignoreCase: true, out var per) || int.TryParse(parts[1], out _))
        {
            throw new UsageException($"--alarms: found '{text}'; expected a whole number and one of {string.Join(", ", JobScalar.NamesOf(typeof(AlarmPeriod)))}, such as 2/week.");
        }
        return options with
        {
            Threshold = options.Threshold with { Rule = ThresholdRule.Budget, Alarms = alarms, Per = per },
            Alert = options.Alert with { Hold = true },
        };
    }
}
