"""What the PyTorch peers share: one thread, the JSON lines, and how epochs, single calls and batches are timed."""
import json
import time

import numpy
import torch


def show(what, value, unit):
    print(json.dumps({"side": "pytorch", "what": what, "value": value, "unit": unit}), flush=True)


def begin():
    torch.set_num_threads(1)
    torch.manual_seed(1)


def samples(*shape):
    return torch.from_numpy(numpy.random.default_rng(1).standard_normal(shape, dtype=numpy.float32))


def epoch(network, data, size, epochs):
    """Median seconds of an epoch of Adam on the mean squared error, the first epoch left out."""
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss_of = torch.nn.MSELoss()
    seconds = []
    for _ in range(epochs + 1):
        begun = time.perf_counter()
        total = 0.0
        order = torch.randperm(len(data))
        for first in range(0, len(data), size):
            batch = data[order[first : first + size]]
            optimizer.zero_grad()
            loss = loss_of(network(batch), batch)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        seconds.append(time.perf_counter() - begun)
    return sorted(seconds[1:])[epochs // 2]


def one(what, network, data, runs):
    """Latencies from an array to an array, as the other sides have them."""
    array = data.numpy()
    seconds = []
    with torch.inference_mode():
        for run in range(runs + runs // 4):
            begun = time.perf_counter()
            network(torch.from_numpy(array[run % len(array)][None])).numpy()
            seconds.append(time.perf_counter() - begun)
    seconds = sorted(seconds[runs // 4 :])
    for percentile in 50, 90, 99:
        show(f"{what} p{percentile}", seconds[len(seconds) * percentile // 100] * 1e6, "us")


def batches(what, item, network, data, passes):
    with torch.inference_mode():
        for size in 64, 1024:
            seconds = []
            for _ in range(passes + 1):
                begun = time.perf_counter()
                for first in range(0, len(data), size):
                    network(data[first : first + size])
                seconds.append(time.perf_counter() - begun)
            show(f"{what}, batch {size}", len(data) / sorted(seconds[1:])[passes // 2], f"{item}/s")
