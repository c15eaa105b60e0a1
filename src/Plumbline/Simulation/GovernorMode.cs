namespace Plumbline.Simulation;

/// <summary>How a node chooses its core frequency: in proportion to the load, as it should, or stuck at one end.</summary>
internal enum GovernorMode { Proportional, PowerSaving, Performance }
