"""The peer of `Plumbline.Bench dense`: the same work in PyTorch on one thread, the same names in the same JSON lines."""
import json
import time

import numpy
import torch

SIGNALS, ROWS, BATCH = 159, 5_000, 32


def show(what, value, unit):
    print(json.dumps({"side": "pytorch", "what": what, "value": value, "unit": unit}), flush=True)


def main():
    torch.set_num_threads(1)
    torch.manual_seed(1)
    data = torch.from_numpy(numpy.random.default_rng(1).standard_normal((ROWS, SIGNALS), dtype=numpy.float32))
    network = torch.nn.Sequential(torch.nn.Linear(SIGNALS, 64), torch.nn.ReLU(), torch.nn.Linear(64, SIGNALS))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss_of = torch.nn.MSELoss()

    epochs = []
    for _ in range(21):
        begun = time.perf_counter()
        total = 0.0
        order = torch.randperm(ROWS)
        for first in range(0, ROWS, BATCH):
            batch = data[order[first : first + BATCH]]
            optimizer.zero_grad()
            loss = loss_of(network(batch), batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        epochs.append(time.perf_counter() - begun)
    show("dense epoch", sorted(epochs[1:])[10] * 1e3, "ms")

    network.eval()
    array = data.numpy()
    with torch.inference_mode():
        # From an array to an array, as the other side.
        rows = []
        for run in range(25_000):
            begun = time.perf_counter()
            network(torch.from_numpy(array[run % ROWS : run % ROWS + 1])).numpy()
            rows.append(time.perf_counter() - begun)
        rows = sorted(rows[5_000:])
        show("dense one row p50", rows[len(rows) // 2] * 1e6, "us")
        show("dense one row p99", rows[len(rows) * 99 // 100] * 1e6, "us")

        batches = []
        for _ in range(32):
            begun = time.perf_counter()
            for first in range(0, ROWS, 1_024):
                network(data[first : first + 1_024])
            batches.append(time.perf_counter() - begun)
        show("dense batch scoring", ROWS / sorted(batches[1:])[15], "rows/s")


if __name__ == "__main__":
    main()
