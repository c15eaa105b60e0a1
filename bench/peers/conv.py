"""The peer of `Plumbline.Bench conv`: the same work in PyTorch on one thread, the same names in the same JSON lines.

The same 181,465 parameters. PyTorch takes [window, signal, step] and cannot pad unevenly within a convolution: the uneven step of Keras' 'same' for a
kernel of 6 is put on by ConstantPad1d.
"""
import json
import time

import numpy
import torch

STEPS, SIGNALS, WINDOWS = 16, 21, 1_024


def show(what, value, unit):
    print(json.dumps({"side": "pytorch", "what": what, "value": value, "unit": unit}), flush=True)


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
    torch.set_num_threads(1)
    torch.manual_seed(1)
    data = torch.from_numpy(numpy.random.default_rng(1).standard_normal((WINDOWS, SIGNALS, STEPS), dtype=numpy.float32))
    network = autoencoder()
    assert sum(parameter.numel() for parameter in network.parameters()) == 181_465
    loss_of = torch.nn.MSELoss()
    for size in 64, 512:
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
        epochs = []
        for _ in range(6):
            begun = time.perf_counter()
            total = 0.0
            order = torch.randperm(WINDOWS)
            for first in range(0, WINDOWS, size):
                batch = data[order[first : first + size]]
                optimizer.zero_grad()
                loss = loss_of(network(batch), batch)
                loss.backward()
                optimizer.step()
                total += loss.item() * len(batch)
            epochs.append(time.perf_counter() - begun)
        show(f"conv training, batch {size}", WINDOWS / sorted(epochs[1:])[2], "windows/s")

    network.eval()
    array = data.numpy()
    with torch.inference_mode():
        # From an array to an array, as the other side.
        one = []
        for run in range(1_200):
            begun = time.perf_counter()
            network(torch.from_numpy(array[run % WINDOWS : run % WINDOWS + 1])).numpy()
            one.append(time.perf_counter() - begun)
        one = sorted(one[200:])
        show("conv one window p50", one[len(one) // 2] * 1e6, "us")
        show("conv one window p99", one[len(one) * 99 // 100] * 1e6, "us")

        for size in 64, 1_024:
            passes = []
            for run in range(2 + 11):
                first = run * size % WINDOWS
                begun = time.perf_counter()
                network(data[first : first + size])
                passes.append(time.perf_counter() - begun)
            show(f"conv batch scoring, batch {size}", size / sorted(passes[2:])[5], "windows/s")


if __name__ == "__main__":
    main()
