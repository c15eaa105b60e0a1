"""The peer of `Plumbline.Bench lstm`: the same work in PyTorch on one thread, the same names in the same JSON lines.

PyTorch keeps two biases a layer where Plumbline, as Keras, keeps one: 222,092 parameters against 220,984.
"""
import json
import time

import numpy
import torch

STEPS, SIGNALS, UNITS, WINDOWS = 16, 21, 128, 1_024


def show(what, value, unit):
    print(json.dumps({"side": "pytorch", "what": what, "value": value, "unit": unit}), flush=True)


class Autoencoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.LSTM(SIGNALS, UNITS, batch_first=True)
        self.decoder = torch.nn.LSTM(UNITS, UNITS, batch_first=True)
        self.output = torch.nn.LSTM(UNITS, SIGNALS, batch_first=True)

    def forward(self, x):
        state = self.encoder(x)[0][:, -1:]
        return self.output(self.decoder(state.expand(-1, STEPS, -1))[0])[0]


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    data = torch.from_numpy(numpy.random.default_rng(1).standard_normal((WINDOWS, STEPS, SIGNALS), dtype=numpy.float32))
    network = Autoencoder()
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
        show(f"lstm training, batch {size}", WINDOWS / sorted(epochs[1:])[2], "windows/s")

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
        show("lstm one window p50", one[len(one) // 2] * 1e6, "us")
        show("lstm one window p99", one[len(one) * 99 // 100] * 1e6, "us")

        passes = []
        for _ in range(6):
            begun = time.perf_counter()
            network(data)
            passes.append(time.perf_counter() - begun)
        show("lstm batch scoring", WINDOWS / sorted(passes[1:])[2], "windows/s")


if __name__ == "__main__":
    main()
