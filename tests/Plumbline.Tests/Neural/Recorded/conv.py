"""Records forward values and gradients of a small convolutional autoencoder in PyTorch: python3 conv.py > conv.txt

Made with PyTorch 1.13.0 in double precision. Conventions: PyTorch keeps values as [sample, feature, step], a convolution's weights as
[filter, input, tap] and a transposed convolution's as [input, filter, tap]; Plumbline keeps values as [step, feature] of a sample and both kernels
as [tap, input, filter]. Zeros of Keras' 'same' are put on by hand, since PyTorch's own are even; what a transposed convolution of 'same' does not
keep is cut off by hand. Parameters and data are formulas, so that the file holds results only: number i of an array (row-major as Plumbline
keeps it) is scale * sin(phase + 0.7 i).

The network, on 9 steps of 3 signals: convolution of 5 filters, 4 taps, stride 1, same; max pooling 2, which leaves a step over; convolution of 4
filters, 3 taps, stride 2, same; transposed convolution of 5 filters, 4 taps, stride 2, same; up-sampling 2; convolution of 3 filters, 6 taps, same;
transposed convolution of 2 filters, 3 taps, stride 2, valid; convolution of 3 filters, 4 taps, stride 2, valid. 7 steps come out, and the
loss is the mean squared error to a wave of that shape.
"""
import math

import torch
from torch.nn import functional

SIGNALS, STEPS, SAMPLES, OUTPUT_STEPS = 3, 9, 2, 7
KERNELS = [(4, 3, 5), (3, 5, 4), (4, 4, 5), (6, 5, 3), (3, 3, 2), (4, 2, 3)]


def wave(scale, phase, *shape):
    count = math.prod(shape)
    return (scale * torch.sin(phase + 0.7 * torch.arange(count, dtype=torch.float64))).reshape(shape)


def convolution(x, kernel, bias, stride, left, right):
    return functional.conv1d(functional.pad(x, (left, right)), kernel.permute(2, 1, 0), bias, stride)


def transposed(x, kernel, bias, stride, left, right):
    y = functional.conv_transpose1d(x, kernel.permute(1, 2, 0), bias, stride)
    return y[:, :, left : y.shape[2] - right]


def main():
    for name, activation in ("Tanh", torch.tanh), ("Relu", torch.relu):
        kernels = [wave(0.9, 0.5 * layer, *shape).requires_grad_() for layer, shape in enumerate(KERNELS)]
        biases = [wave(0.3, 0.5 * layer + 0.3, shape[2]).requires_grad_() for layer, shape in enumerate(KERNELS)]
        weights = list(zip(kernels, biases))
        x = wave(0.9, 0.1, SAMPLES, STEPS, SIGNALS).transpose(1, 2)
        y = activation(convolution(x, *weights[0], 1, 1, 2))
        y = functional.max_pool1d(y, 2)
        y = activation(convolution(y, *weights[1], 2, 0, 1))
        y = activation(transposed(y, *weights[2], 2, 1, 1))
        y = y.repeat_interleave(2, dim=2)
        y = activation(convolution(y, *weights[3], 1, 2, 3))
        y = activation(transposed(y, *weights[4], 2, 0, 0))
        y = convolution(y, *weights[5], 2, 0, 0).transpose(1, 2)
        assert y.shape == (SAMPLES, OUTPUT_STEPS, SIGNALS), y.shape
        loss = ((y - wave(0.6, 0.2, *y.shape)) ** 2).mean()
        loss.backward()
        for what, values in [("loss", loss), ("outputs", y)] + [("gradients", array.grad) for pair in weights for array in pair]:
            print(name, what, *(f"{value:.7g}" for value in values.detach().reshape(-1).tolist()))


if __name__ == "__main__":
    main()
