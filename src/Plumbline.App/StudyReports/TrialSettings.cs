using System.Globalization;
using Plumbline.Tuning;
using Plumbline.Tuning.Space;

namespace Plumbline.App.StudyReports;

/// <summary>Settings of trials, and what was searched, in words.</summary>
internal static class TrialSettings
{
    /// <summary>By parameter of the space, exact; null where a parameter does not count. What a trial leaves to the defaults is theirs.</summary>
    public static IReadOnlyList<string?> Of(StudyDefinition definition, Trial trial)
    {
        var settings = new Dictionary<string, string>(definition.Space.Settings(trial.Values));
        var all = new List<string?>();
        foreach (var parameter in definition.Space.Parameters)
        {
            if (!settings.ContainsKey(parameter.Name) && Counts(parameter, settings) && definition.Defaults.TryGetValue(parameter.Name, out var kept)) settings[parameter.Name] = kept;
            all.Add(settings.GetValueOrDefault(parameter.Name));
        }
        return all;
    }

    /// <summary>Real numbers to four significant digits; all else as it is.</summary>
    public static string Short(Parameter parameter, string? text) => text switch
    {
        null => "",
        _ when parameter is RealParameter or ScaledParameter && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => Short(value),
        _ => text,
    };

    /// <summary>What values a parameter may have.</summary>
    public static string Range(Parameter parameter)
    {
        var range = parameter switch
        {
            RealParameter real => $"{Short(real.Low)} to {Short(real.High)}{(real.Step is { } step ? $" in steps of {Short(step)}" : "")}{Scale(real.Scale)}",
            IntegerParameter whole => $"{whole.Low} to {whole.High}, whole{(whole.Step > 1 ? $", in steps of {whole.Step}" : "")}{Scale(whole.Scale)}",
            ChoiceParameter choice => $"one of {string.Join(" \u00b7 ", choice.Choices)}",
            MirroredParameter mirrored => $"{mirrored.Of} from back to front",
            ScaledParameter scaled => scaled.Factor == 1 ? $"the same as {scaled.Of}" : $"{Short(scaled.Factor)} times {scaled.Of}",
            DerivedParameter derived => $"goes with {derived.Of}",
            _ => "",
        };
        return parameter.When is { } when ? $"{range}; only while {when.Parameter} is {string.Join(" or ", when.Values)}" : range;
    }

    private static bool Counts(Parameter parameter, Dictionary<string, string> settings) =>
        parameter.When is not { } when || (settings.TryGetValue(when.Parameter, out var choice) && when.Values.Any(value => Plain(value) == Plain(choice)));

    private static string Plain(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    private static string Short(double value) => Math.Abs(value) >= 1e4 ? value.ToString("0.###e+0") : value.ToString("G4").Replace("E", "e", StringComparison.Ordinal);

    private static string Scale(ParameterScale scale) => scale switch
    {
        ParameterScale.Log => ", log scale",
        ParameterScale.ReverseLog => ", log scale from the upper end",
        _ => "",
    };
}
