namespace Plumbline.Tuning.Samplers;

/// <summary>How kernels are laid around what was seen.</summary>
/// <param name="PriorWeight">Weight of the kernel that is there before anything was seen, beside 1 for a trial.</param>
/// <param name="MagicClip">Whether kernels keep a least width.</param>
/// <param name="Endpoints">Whether the outermost of several kernels reach to the ends of the range.</param>
internal readonly record struct ParzenRules(double PriorWeight, bool MagicClip, bool Endpoints);
