using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Neural.Training;

namespace Plumbline.Tuning.Objectives;

/// <summary>One trial of a search for a detector's settings: fit, look between epochs, judge, tell.</summary>
public static class DetectorTrial
{
    /// <summary>Runs a trial to its end; what goes wrong with its settings fails it, and the search goes on.</summary>
    /// <param name="trial">As it was asked for.</param>
    /// <param name="options">With the trial's settings in them.</param>
    /// <param name="rows">Its fit rows are fitted on.</param>
    /// <param name="judge">On the rows that validate.</param>
    /// <param name="progress">Of the fit.</param>
    /// <remarks>A network is looked at after the epochs that the pruner compares (<see cref="AskedTrial.LooksAt"/>) but the last, on a part of the rows (<see cref="DetectorJudge.Look"/>): looking costs little beside training, and what is trained to its end counts.</remarks>
    /// <exception cref="OperationCanceledException">Cancelled; the trial waits to be begun again, by whoever asks next.</exception>
    public static void Run(AskedTrial trial, DetectorOptions options, TuningRows rows, DetectorJudge judge, TimeProvider time, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        var begun = time.GetTimestamp();
        using var heart = new Heart(trial, time);
        var figures = new Dictionary<string, double>();
        var looking = TimeSpan.Zero;
        try
        {
            if (options.Problems().ToList() is { Count: > 0 } problems) throw new ArgumentException(string.Join("; ", problems));
            var look = judge.Kinds.Count > 1 || judge.Kinds[0].IsOfTraining() || judge.Kinds[0].IsSize() ? null : new FitLook(epoch => trial.LooksAt(epoch) && epoch < options.Train.Epochs, See);
            var detector = DetectorFit.Run(rows.Fit, options with { Train = options.Train with { Rows = null, Until = null } }, progress, time, null, look, cancellation);
            Note();
            if ((detector.Model as Models.ITrainedModel)?.History is { } history) figures["epochs"] = history.Epochs.Count;
            var values = judge.Judge(detector);
            figures["seconds"] = time.GetElapsedTime(begun).TotalSeconds;
            trial.Tell(values, figures);
        }
        catch (PrunedException)
        {
            Note();
            trial.Prune(figures);
        }
        catch (Exception fault) when (fault is ArgumentException or DataFormatException or TrainingFailedException)
        {
            trial.Fail(fault.Message);
        }
        catch (OperationCanceledException)
        {
            trial.Release();
            throw;
        }
        heart.ThrowIfBroken();

        void See(int epoch, Detector detector)
        {
            var from = time.GetTimestamp();
            figures["epochs"] = epoch;
            var prunes = trial.Report(epoch, judge.Look(detector));
            looking += time.GetElapsedTime(from);
            if (prunes) throw new PrunedException();
        }

        void Note()
        {
            figures["seconds"] = time.GetElapsedTime(begun).TotalSeconds;
            figures["lookingSeconds"] = looking.TotalSeconds;
        }
    }

    private sealed class PrunedException : Exception;
}
