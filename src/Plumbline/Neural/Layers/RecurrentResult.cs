namespace Plumbline.Neural.Layers;

/// <summary>What comes out of a recurrent layer.</summary>
internal enum RecurrentResult
{
    /// <summary>Hidden states of all steps, in the order of time.</summary>
    Sequence,

    /// <summary>The hidden state after the step that was run last: of a layer that goes backward, the first step in time.</summary>
    Last,

    /// <summary>The whole state after the step that was run last, for another layer to start from: one output step with the hidden state, and with an LSTM a second one with the cell state.</summary>
    State,
}
