namespace Plumbline.Models;

/// <summary>How the members of an ensemble become one score; chances are of scores as high on the fit windows held out.</summary>
public enum EnsembleCombination
{
    /// <summary>Mean of -ln of the chances: one member that is sure is heard.</summary>
    MeanLogTail,

    /// <summary>Mean of 1 - the chances, 0 to 1: all members count alike, and most of them must agree.</summary>
    MeanRank,
}
