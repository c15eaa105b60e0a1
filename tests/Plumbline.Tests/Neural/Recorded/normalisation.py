"""Records batch and layer normalisation between two dense layers in PyTorch: python3 normalisation.py > normalisation.txt

Made with PyTorch 1.13.0 in double precision. Conventions: number i of an array (row-major as Plumbline keeps it, kernels [input, output]) is
offset + scale * sin(phase + 0.7 i), so that the file holds results only. Epsilon is Keras' 0.001. PyTorch normalises [row, feature] by
feature, so the steps of all rows are one matrix. Its momentum is 1 - Keras' (0.01 for 0.99), and its running variance takes
the unbiased variance (over n - 1) where Plumbline, as the paper's text and Keras, takes the one it normalises with (over n); the part that
was added is scaled accordingly before it is printed.

The network: dense 4 -> 5 tanh, normalisation, dense 5 -> 2, each at 3 steps; loss is the mean squared error to targets.
"Training" is batch normalisation in training mode, with the moving statistics after it, "Scoring" the same module in evaluation mode with the
statistics it started with, "Layer" layer normalisation.
"""
import math

import torch

SAMPLES, STEPS, INPUTS, UNITS, OUTPUTS, KEPT = 6, 3, 4, 5, 2, 0.99


def wave(offset, scale, phase, *shape):
    count = math.prod(shape)
    return (offset + scale * torch.sin(phase + 0.7 * torch.arange(count, dtype=torch.float64))).reshape(shape)


def main():
    for name in "Training", "Scoring", "Layer":
        first, first_bias = wave(0, 0.5, 0, INPUTS, UNITS), wave(0, 0.3, 1, UNITS)
        last, last_bias = wave(0, 0.5, 2, UNITS, OUTPUTS), wave(0, 0.3, 3, OUTPUTS)
        if name == "Layer":
            middle = torch.nn.LayerNorm(UNITS, eps=1e-3).double()
        else:
            middle = torch.nn.BatchNorm1d(UNITS, eps=1e-3, momentum=1 - KEPT).double().train(name == "Training")
            middle.running_mean.copy_(wave(0, 0.2, 6, UNITS))
            middle.running_var.copy_(wave(1, 0.5, 7, UNITS))
        with torch.no_grad():
            middle.weight.copy_(wave(1, 0.3, 4, UNITS))
            middle.bias.copy_(wave(0, 0.3, 5, UNITS))
        trained = [first, first_bias, middle.weight, middle.bias, last, last_bias]
        for array in trained:
            array.requires_grad_()
        x, t = wave(0, 0.9, 0.1, SAMPLES * STEPS, INPUTS), wave(0, 0.8, 0.2, SAMPLES * STEPS, OUTPUTS)
        y = middle(torch.tanh(x @ first + first_bias)) @ last + last_bias
        loss = ((y - t) ** 2).mean()
        loss.backward()
        results = [("loss", loss)] + [("gradients", array.grad) for array in trained]
        if name == "Training":
            n, before = SAMPLES * STEPS, KEPT * wave(1, 0.5, 7, UNITS)
            results += [("mean", middle.running_mean), ("variance", before + (middle.running_var - before) * (n - 1) / n)]
        else:
            results += [("outputs", y)]
        for what, values in results:
            print(name, what, *(f"{value:.8g}" for value in values.detach().reshape(-1).tolist()))


if __name__ == "__main__":
    main()
