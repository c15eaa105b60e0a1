using Plumbline.Detection;

namespace Plumbline.Tests.Naive;

/// <summary>Alarms by looking back over all earlier scores at every step, without any state: two of three, hysteresis and the like left aside.</summary>
internal static class NaiveAlarms
{
    /// <summary>First and last step of every alarm with <see cref="AlertPolicy.Release"/> and <see cref="AlertPolicy.Join"/>.</summary>
    public static List<(int First, int Last)> Of(double[] scores, AlertPolicy policy)
    {
        var inAlarm = new bool[scores.Length];
        for (var step = 0; step < scores.Length; step++)
            inAlarm[step] = scores[step] > 1 || (step > 0 && inAlarm[step - 1] && scores[step] > policy.Release);
        var alarms = new List<(int First, int Last)>();
        for (var step = 0; step < scores.Length; step++)
        {
            if (!inAlarm[step]) continue;
            if (alarms.Count > 0 && GoesOn(alarms[^1].First, step)) alarms[^1] = alarms[^1] with { Last = step };
            else alarms.Add((step, step));
        }
        return alarms;

        // No stretch since the first step, up to the one before this, has more quiet steps beyond those in alarm than may be joined.
        bool GoesOn(int first, int step)
        {
            for (var end = first + 1; end < step; end++)
            {
                for (var start = first + 1; start <= end; start++)
                    if (inAlarm[start..(end + 1)].Sum(one => one ? -1 : 1) > policy.Join) return false;
            }
            return true;
        }
    }
}
