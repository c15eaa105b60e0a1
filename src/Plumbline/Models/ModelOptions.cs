using System.Text.Json.Serialization;
using Plumbline.Data;
using Plumbline.Neural;
using Plumbline.Neural.Training;

namespace Plumbline.Models;

/// <summary>Which model, and its settings; section <c>model</c> of a job file, where <c>kind</c> names the model.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ZScoreOptions), "zscore")]
[JsonDerivedType(typeof(PcaOptions), "pca")]
[JsonDerivedType(typeof(DenseAutoencoderOptions), "dense")]
[JsonDerivedType(typeof(LstmAutoencoderOptions), "lstm")]
[JsonDerivedType(typeof(ConvAutoencoderOptions), "conv")]
[JsonDerivedType(typeof(MahalanobisOptions), "mahalanobis")]
[JsonDerivedType(typeof(NearestOptions), "nearest")]
[JsonDerivedType(typeof(KMeansOptions), "kmeans")]
[JsonDerivedType(typeof(IsolationForestOptions), "isolation-forest")]
[JsonDerivedType(typeof(SpectralResidualOptions), "spectral-residual")]
[JsonDerivedType(typeof(EnsembleOptions), "ensemble")]
[JsonDerivedType(typeof(KdeOptions), "kde")]
[JsonDerivedType(typeof(MixtureOptions), "mixture")]
[JsonDerivedType(typeof(AutoregressorOptions), "autoregressor")]
[JsonDerivedType(typeof(ExplainedOptions), "explained")]
[JsonDerivedType(typeof(PredictorOptions), "predictor")]
[JsonDerivedType(typeof(TimeIndexedOptions), "time-indexed")]
[JsonDerivedType(typeof(AutoOptions), "auto")]
public abstract record ModelOptions
{
    /// <summary>Steps a window holds, at least 1. Default 1, one row at a time, unless the model says otherwise.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Whether the model says itself how unusual a window is (<see cref="IScoringModel"/>), rather than what it expected.</summary>
    [JsonIgnore]
    public virtual bool ScoresItself => false;

    /// <summary>Whether the fitted model knows scores of fit rows as if it had not seen them (<see cref="IScoringModel.HeldOutScores"/>), so that none need be kept from it
    /// for a threshold.</summary>
    [JsonIgnore]
    public virtual bool HoldsOut => false;

    /// <summary>Whether the fitted model judges a step by more than one window (<see cref="IScoringModel.Hindsight"/>); it cannot be a part of another then.</summary>
    [JsonIgnore]
    public virtual bool HasHindsight => false;

    /// <summary>Whether the model is one network that is trained epoch by epoch.</summary>
    [JsonIgnore]
    public virtual bool IsNetwork => false;

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (Window < 1) yield return $"window is {Window}; expected at least 1";
    }

    /// <summary>Fits the model that these options ask for.</summary>
    /// <param name="windows">Scaled and without missing values, in time order, <see cref="Window"/> steps each.</param>
    /// <param name="training">For models that are trained step by step; others take the seed at most.</param>
    /// <exception cref="ArgumentException">Options that cannot be used, or too few windows.</exception>
    public abstract IWindowModel Fit(Windows windows, TrainingOptions training, TrainingWatch watch, CancellationToken cancellation);

    /// <summary>Puts a model together again that was fitted with these options.</summary>
    /// <param name="signalCount">Signals in a step.</param>
    /// <param name="tensors">As <see cref="IWindowModel.ToTensors"/> gave them; others among them are not looked at.</param>
    /// <exception cref="FormatException">A tensor is missing or has another shape.</exception>
    public abstract IWindowModel Restore(int signalCount, NamedTensors tensors);
}
