"""Records forward values and gradients of a small recurrent autoencoder in PyTorch: python3 lstm.py > lstm.txt

Made with PyTorch 1.13.0 in double precision. Conventions: PyTorch keeps weights as [gate unit, input] with the gates in the
order input, forget, candidate (g), output, and two biases that are added; Plumbline, as Keras, keeps [input, gate unit] in the same gate
order and one bias. So kernels are transposed, bias_ih is the bias and bias_hh is zero. Parameters and data are formulas, so that the file
holds results only: number i of an array (row-major as Plumbline keeps it) is scale * sin(phase + 0.7 i).

The network: LSTM 3 -> 5 last state, repeated over 4 steps, LSTM 5 -> 5, LSTM 5 -> 3; loss is the mean squared error to the input.
torch.nn.LSTM has tanh alone; for relu the same cell is written out, and the written one is checked against torch.nn.LSTM with tanh.
"""
import math

import torch

SIGNALS, UNITS, STEPS, SAMPLES = 3, 5, 4, 2
LAYERS = [(SIGNALS, UNITS), (UNITS, UNITS), (UNITS, SIGNALS)]


def wave(scale, phase, *shape):
    count = math.prod(shape)
    return (scale * torch.sin(phase + 0.7 * torch.arange(count, dtype=torch.float64))).reshape(shape)


def parameters():
    made = []
    for layer, (inputs, units) in enumerate(LAYERS):
        made.append([wave(0.5, layer, inputs, 4 * units), wave(0.4, layer + 0.3, units, 4 * units), wave(0.3, layer + 0.6, 4 * units)])
    for arrays in made:
        for array in arrays:
            array.requires_grad_()
    return made


def cell(arrays, x, activation):
    kernel, recurrent, bias = arrays
    units = recurrent.shape[0]
    h = c = torch.zeros(x.shape[0], units, dtype=torch.float64)
    states = []
    for step in range(x.shape[1]):
        i, f, g, o = (x[:, step] @ kernel + h @ recurrent + bias).split(units, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * activation(g)
        h = torch.sigmoid(o) * activation(c)
        states.append(h)
    states = torch.stack(states, dim=1)
    module = torch.nn.LSTM(x.shape[2], units, batch_first=True).double()
    if activation is torch.tanh:
        with torch.no_grad():
            module.weight_ih_l0.copy_(kernel.T)
            module.weight_hh_l0.copy_(recurrent.T)
            module.bias_ih_l0.copy_(bias)
            module.bias_hh_l0.zero_()
            assert torch.allclose(module(x)[0], states, atol=1e-12)
    return states


def main():
    for name, activation in ("Tanh", torch.tanh), ("Relu", torch.relu):
        weights = parameters()
        x = wave(0.9, 0.1, SAMPLES, STEPS, SIGNALS)
        state = cell(weights[0], x, activation)[:, -1:].expand(-1, STEPS, -1)
        y = cell(weights[2], cell(weights[1], state, activation), activation)
        loss = ((y - x) ** 2).mean()
        loss.backward()
        for what, values in [("loss", loss), ("outputs", y)] + [("gradients", array.grad) for arrays in weights for array in arrays]:
            print(name, what, *(f"{value:.7g}" for value in values.detach().reshape(-1).tolist()))


if __name__ == "__main__":
    main()
