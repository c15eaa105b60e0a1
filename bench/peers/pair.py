"""The peer of `Plumbline.Bench pair`: both networks of the sequence pipeline's dense pair, each trained by itself, one after the other."""
import torch

import measure

STEPS, SIGNALS, WINDOWS = 30, 5, 3_200


def network(width):
    widths = [width, 64, 32, 16, 8, 16, 32, 64, width]
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


measure.begin()
data = measure.samples(WINDOWS, STEPS, SIGNALS)
by_step, by_signal = network(SIGNALS), network(STEPS)
step_seconds = measure.epoch(by_step, data, 32, 5)
signal_seconds = measure.epoch(by_signal, data.transpose(1, 2).contiguous(), 32, 5)
measure.show("pair epoch, at each step", step_seconds * 1e3, "ms")
measure.show("pair epoch, for each signal", signal_seconds * 1e3, "ms")
measure.show("pair epoch", (step_seconds + signal_seconds) * 1e3, "ms")
by_step.eval()
measure.one("pair one window, at each step", by_step, data, 5_000)
measure.batches("pair batch scoring, at each step", "windows", by_step, data, 11)
