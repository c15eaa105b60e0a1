namespace Plumbline.Tuning;

/// <summary>Sends the heartbeats of a trial while it is worked on, every ten seconds.</summary>
public sealed class Heart : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly ITimer timer;
    private volatile Exception? broken;

    /// <param name="trial">Told until this is disposed of.</param>
    public Heart(AskedTrial trial, TimeProvider time)
    {
        timer = time.CreateTimer(_ =>
        {
            try
            {
                trial.Heartbeat();
            }
            catch (Exception fault)
            {
                broken = fault; // on a timer's thread it would end the process; whoever works on the trial gets it
            }
        }, null, Pause, Pause);
    }

    /// <exception cref="InvalidOperationException">A heartbeat could not be sent: others may have taken the trial for lost.</exception>
    public void ThrowIfBroken()
    {
        if (broken is { } fault) throw new InvalidOperationException($"A heartbeat could not be sent: {fault.Message}", fault);
    }

    public void Dispose() => timer.Dispose();
}
