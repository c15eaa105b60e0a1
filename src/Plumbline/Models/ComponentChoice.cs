namespace Plumbline.Models;

/// <summary>How the number of components of a mixture is chosen.</summary>
public enum ComponentChoice
{
    /// <summary>Largest log-likelihood of windows that were held out, in contiguous folds.</summary>
    HeldOut,

    /// <summary>Least Bayesian information criterion: a fit for each number, but none for each fold.</summary>
    Bic,
}
