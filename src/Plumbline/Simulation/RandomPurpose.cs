namespace Plumbline.Simulation;

internal enum RandomPurpose { Machine, Workload, Sensors, Faults, Contamination, Harm, Injection }
