"""Records forward values and gradients of small recurrent networks in PyTorch: python3 recurrent.py > recurrent.txt

Made with PyTorch 1.13.0 in double precision, through torch.gru, torch.rnn_tanh, torch.rnn_relu and torch.lstm, which torch.nn.GRU, RNN and
LSTM call; the GRU is checked against its written-out cell. Conventions: Plumbline, as Keras, keeps a kernel as [input, gate unit], PyTorch
as [gate unit, input].
  GRU   Plumbline's gates are z (update), r (reset), n (candidate), PyTorch's r, z, n. bias is bias_ih, recurrent_bias is bias_hh; in both,
        h' = z h + (1 - z) n and n = tanh(x W + bias_ih + r (h U + bias_hh)).
  RNN   one sum; bias is bias_ih, and bias_hh is zero.
  LSTM  gates input, forget, candidate, output in both; bias is bias_ih, and bias_hh is zero.
A layer that starts from a state has no kernel: PyTorch gets inputs and weights of zero. A bidirectional layer has the forward half's
tensors, then the backward half's; its last output is what each half has after its own last step. Parameters and data are formulas: number i
of an array (row-major as Plumbline keeps it) is scale * sin(phase + 0.7 i), where array t of a network has the scale 0.5 - 0.1 (t mod 3)
and the phase (t div 3) + 0.3 (t mod 3), and the samples have 0.9 and 0.1.

The networks go from 4 steps of 3 signals to the same shape; loss is the mean squared error to the input.
  gru, rnn_tanh, rnn_relu   3 -> 5 last state, repeated over 4 steps, 5 -> 5, 5 -> 3
  bidirectional_lstm        both ways 3 -> 5 + 5, both ways 10 -> 4 + 4 last state, repeated over 4 steps, one way 8 -> 3
  state_lstm, state_gru     3 -> 5 whole state, from it 4 steps of 5, 5 -> 3
"""
import math

import torch

SIGNALS, UNITS, STEPS, SAMPLES = 3, 5, 4, 2
GATES = {"gru": 3, "rnn_tanh": 1, "rnn_relu": 1, "lstm": 4}


def wave(scale, phase, *shape):
    count = math.prod(shape)
    return (scale * torch.sin(phase + 0.7 * torch.arange(count, dtype=torch.float64))).reshape(shape)


class Network:
    """Draws its tensors as its layers ask for them."""

    def __init__(self):
        self.tensors = []

    def tensor(self, *shape):
        t = len(self.tensors)
        self.tensors.append(wave(0.5 - 0.1 * (t % 3), t // 3 + 0.3 * (t % 3), *shape).requires_grad_())
        return self.tensors[-1]

    def weights(self, kind, inputs, units):
        """As PyTorch wants them: kernels, then biases."""
        columns = GATES[kind] * units
        kernel = self.tensor(inputs, columns) if inputs else torch.zeros(1, columns, dtype=torch.float64)
        recurrent, bias = self.tensor(units, columns), self.tensor(columns)
        recurrent_bias = self.tensor(columns) if kind == "gru" else torch.zeros_like(bias)
        arrays = [kernel.T, recurrent.T, bias, recurrent_bias]
        if kind == "gru":
            swap = torch.arange(columns).reshape(3, units)[[1, 0, 2]].reshape(-1)
            arrays = [array[swap] for array in arrays]
        return arrays

    def layer(self, kind, x, units, start=None, both=False):
        """Outputs [sample, step, unit] and the state after the last step; without x the layer runs from its start alone."""
        inputs = 0 if x is None else x.shape[2]
        weights = self.weights(kind, inputs, units) + (self.weights(kind, inputs, units) if both else [])
        samples = SAMPLES
        if x is None:
            x = torch.zeros(samples, STEPS, 1, dtype=torch.float64)
        zeros = torch.zeros(2 if both else 1, samples, units, dtype=torch.float64)
        if start is None:
            start = (zeros, zeros) if kind == "lstm" else zeros
        outputs, *state = getattr(torch, kind)(x, start, weights, True, 1, 0.0, False, both, True)
        if kind == "gru":
            check_gru(weights, x, start, outputs)
        return outputs, tuple(state) if kind == "lstm" else state[0]


def check_gru(weights, x, start, outputs):
    kernel, recurrent, bias, recurrent_bias = weights
    h = start[0]
    for step in range(x.shape[1]):
        xr, xz, xn = (x[:, step] @ kernel.T + bias).chunk(3, dim=1)
        hr, hz, hn = (h @ recurrent.T + recurrent_bias).chunk(3, dim=1)
        r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
        h = z * h + (1 - z) * torch.tanh(xn + r * hn)
        assert torch.allclose(h, outputs[:, step], atol=1e-12)


def repeated(hidden):
    return hidden.unsqueeze(1).expand(-1, STEPS, -1)


def autoencoder(network, kind, x):
    _, state = network.layer(kind, x, UNITS)
    y, _ = network.layer(kind, repeated(state[0]), UNITS)
    return network.layer(kind, y, SIGNALS)[0]


def bidirectional(network, kind, x):
    y, _ = network.layer(kind, x, UNITS, both=True)
    _, (hidden, _) = network.layer(kind, y, 4, both=True)
    return network.layer(kind, repeated(torch.cat([hidden[0], hidden[1]], dim=1)), SIGNALS)[0]


def from_state(network, kind, x):
    _, state = network.layer(kind, x, UNITS)
    y, _ = network.layer(kind, None, UNITS, start=state)
    return network.layer(kind, y, SIGNALS)[0]


def main():
    x = wave(0.9, 0.1, SAMPLES, STEPS, SIGNALS)
    for name, make, kind in [
        ("gru", autoencoder, "gru"), ("rnn_tanh", autoencoder, "rnn_tanh"), ("rnn_relu", autoencoder, "rnn_relu"),
        ("bidirectional_lstm", bidirectional, "lstm"), ("state_lstm", from_state, "lstm"), ("state_gru", from_state, "gru"),
    ]:
        network = Network()
        y = make(network, kind, x)
        loss = ((y - x) ** 2).mean()
        loss.backward()
        for what, values in [("loss", loss), ("outputs", y)] + [("gradients", tensor.grad) for tensor in network.tensors]:
            print(name, what, *(f"{value:.7g}" for value in values.detach().reshape(-1).tolist()))


if __name__ == "__main__":
    main()
