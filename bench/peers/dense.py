"""The peer of `Plumbline.Bench dense`: the same work in PyTorch on one thread, the same names in the same JSON lines."""
import torch

import measure

SIGNALS, ROWS = 159, 5_000

measure.begin()
data = measure.samples(ROWS, SIGNALS)
network = torch.nn.Sequential(torch.nn.Linear(SIGNALS, 64), torch.nn.ReLU(), torch.nn.Linear(64, SIGNALS))
measure.show("dense epoch", measure.epoch(network, data, 32, 15) * 1e3, "ms")
network.eval()
measure.one("dense one row", network, data, 20_000)
measure.batches("dense batch scoring", "rows", network, data, 31)
