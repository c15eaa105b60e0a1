using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>The no-model score has nothing to set.</summary>
public sealed record ZScoreOptions : ModelOptions
{
    public override IEnumerable<string> Problems()
    {
        if (Window != 1) yield return $"window is {Window}; the no-model score sees one row at a time, so expected 1";
    }

    public override IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation) => new ZScoreModel(windows.SignalCount);

    public override IWindowModel Restore(int signalCount, NamedTensors tensors) => new ZScoreModel(signalCount);
}
