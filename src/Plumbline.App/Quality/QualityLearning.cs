namespace Plumbline.App.Quality;

/// <summary>How a preset is fitted.</summary>
internal enum QualityLearning
{
    /// <summary>As the preset says, its own rows to calibrate on, its own rule for the threshold: the scores and the alarms that people get.</summary>
    Preset,

    /// <summary>On every fit row, plain squared errors, without a threshold unless the model knows scores of rows held out: as published figures are made.</summary>
    All,
}
