namespace Plumbline.Neural.Layers;

/// <summary>What goes into a recurrent layer.</summary>
internal enum RecurrentInput
{
    /// <summary>An input at every step; state starts as zeros.</summary>
    Sequence,

    /// <summary>One input step, which every step sees (Keras' RepeatVector); state starts as zeros.</summary>
    Repeated,

    /// <summary>Nothing but the state to start from, as <see cref="RecurrentResult.State"/> gives it: there is no kernel.</summary>
    State,
}
