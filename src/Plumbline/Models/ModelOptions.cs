using System.Text.Json.Serialization;

namespace Plumbline.Models;

/// <summary>Which model, and its settings; section <c>model</c> of a job file, where <c>kind</c> names the model.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ZScoreOptions), "zscore")]
[JsonDerivedType(typeof(PcaOptions), "pca")]
[JsonDerivedType(typeof(DenseAutoencoderOptions), "dense")]
[JsonDerivedType(typeof(LstmAutoencoderOptions), "lstm")]
[JsonDerivedType(typeof(ConvAutoencoderOptions), "conv")]
public abstract record ModelOptions
{
    /// <summary>Steps a window holds, at least 1. Default 1, one row at a time, unless the model says otherwise.</summary>
    public int Window { get; init; } = 1;

    /// <summary>Every setting out of range, in words; empty when all is well.</summary>
    public virtual IEnumerable<string> Problems()
    {
        if (Window < 1) yield return $"window is {Window}; expected at least 1";
    }
}
