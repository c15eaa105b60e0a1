namespace Plumbline.Simulation;

/// <summary>What a fault may break in a node, for one step.</summary>
internal sealed class NodeHealth
{
    public GovernorMode Governor { get; set; }

    /// <summary>Share of the commanded speed each fan reaches, [fan].</summary>
    public double[] FanEfficiency { get; } = [1, 1, 1, 1];

    /// <summary>Memory held by nobody who needs it, in GB.</summary>
    public double LeakedGb { get; set; }
}
