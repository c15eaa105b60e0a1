namespace Plumbline.Neural.Layers;

/// <summary>Which way a recurrent layer goes through the steps; inputs and outputs stay in the order of time.</summary>
internal enum TimeDirection
{
    Forward,
    Backward,
}
