using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Settings of a linear prediction of the newest step from those before it.</summary>
public sealed record AutoregressorOptions : ModelOptions
{
    /// <summary>Windows of 4 steps: 3 lags and the step that is predicted.</summary>
    public AutoregressorOptions() => Window = 4;

    /// <summary>Steps of all signals that each signal is predicted from; at least 1. Default 3, as the lecture.</summary>
    public int Lags { get; init; } = 3;

    /// <summary>Steps of a season; what is predicted is then the difference to one season before. 0, none, by default.</summary>
    public int Season { get; init; }

    /// <summary>Penalty on the squared coefficients, in scaled units, above 0. Default 1, as scikit-learn: enough for signals that are sums of each other.</summary>
    public double Ridge { get; init; } = 1;

    public override IEnumerable<string> Problems()
    {
        if (Lags < 1) yield return $"lags is {Lags}; expected at least 1";
        if (Season < 0) yield return $"season is {Season}; expected at least 0";
        if (!(Ridge > 0 && double.IsFinite(Ridge))) yield return $"ridge is {Ridge}; expected above 0";
        if (Lags >= 1 && Season >= 0 && Window != Lags + 1 + Season) yield return $"window is {Window}; expected {Lags + 1 + Season}, that is lags + 1 + season";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) => AutoregressorModel.Fit(windows, this, cancellation);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors) =>
        new AutoregressorModel(this, signalCount, tensors.Doubles("autoregressor.coefficients", signalCount * Lags * signalCount), tensors.Doubles("autoregressor.intercepts", signalCount));
}
