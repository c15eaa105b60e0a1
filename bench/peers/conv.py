"""The peer of `Plumbline.Bench conv`: the same work in PyTorch on one thread, the same names in the same JSON lines.

The same 181,465 parameters. PyTorch takes [window, signal, step] and cannot pad unevenly within a convolution: the uneven step of Keras' 'same' for a
kernel of 6 is put on by ConstantPad1d.
"""
import torch

import measure

STEPS, SIGNALS, WINDOWS = 16, 21, 1_024


def same(inputs, filters):
    return [torch.nn.ConstantPad1d((2, 3), 0.0), torch.nn.Conv1d(inputs, filters, 6), torch.nn.ReLU()]


def autoencoder():
    return torch.nn.Sequential(
        *same(SIGNALS, 160), torch.nn.MaxPool1d(2),
        *same(160, 80), torch.nn.MaxPool1d(2),
        *same(80, 4),
        torch.nn.Upsample(scale_factor=2), *same(4, 80),
        torch.nn.Upsample(scale_factor=2), *same(80, 160),
        torch.nn.Conv1d(160, SIGNALS, 1),
    )


def main():
    measure.begin()
    data = measure.samples(WINDOWS, SIGNALS, STEPS)
    network = autoencoder()
    assert sum(parameter.numel() for parameter in network.parameters()) == 181_465
    for size in 64, 512:
        measure.show(f"conv training, batch {size}", WINDOWS / measure.epoch(network, data, size, 5), "windows/s")
    network.eval()
    measure.one("conv one window", network, data, 1_000)
    measure.batches("conv batch scoring", "windows", network, data, 7)


if __name__ == "__main__":
    main()
