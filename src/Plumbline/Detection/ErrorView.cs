namespace Plumbline.Detection;

/// <summary>Which vectors the errors of a window are read as, [step, signal] being the window.</summary>
public enum ErrorView
{
    /// <summary>One vector a step, over the signals: which combination of signals is off at a moment.</summary>
    TimeMajor,

    /// <summary>One vector a signal, over the steps: which course of a signal is off; all signals share one distribution.</summary>
    FeatureMajor,
}
