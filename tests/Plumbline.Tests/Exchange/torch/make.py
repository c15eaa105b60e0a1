"""Makes the ONNX files beside it: one dense autoencoder, 6-4-2-4-6 with tanh, as PyTorch's exporter writes it in three forms; an LSTM
autoencoder and a convolutional one on windows of 6 x 3.

Needs PyTorch with its ONNX exporter (made with 1.13): python3 make.py. expected.json holds inputs and their outputs.
"""
import json
import pathlib

import torch
from torch import nn

here = pathlib.Path(__file__).parent
torch.manual_seed(7)


class Autoencoder(nn.Module):
    """Takes windows [batch, step, signal] flattened inside, as Plumbline does."""

    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, windows):
        return self.layers(windows.flatten(1)).reshape(windows.shape)


layers = nn.Sequential(nn.Linear(6, 4), nn.Tanh(), nn.Linear(4, 2), nn.Tanh(), nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 6))
windows = torch.randn(3, 2, 3)
dynamic = {"windows": {0: "batch"}, "reconstructions": {0: "batch"}}
names = {"input_names": ["windows"], "output_names": ["reconstructions"], "dynamic_axes": dynamic}

# Gemm with transB, and the shape calculated beside the values.
torch.onnx.export(Autoencoder(layers), windows, here / "gemm.onnx", opset_version=17, **names)
# Rows of three axes become MatMul and Add.
torch.onnx.export(layers, windows.reshape(3, 1, 6), here / "matmul.onnx", opset_version=13, **names)
# The same with the kernels turned within the graph.
torch.onnx.export(layers, windows.reshape(3, 1, 6), here / "transpose.onnx", opset_version=13, do_constant_folding=False, **names)

with torch.no_grad():
    expected = Autoencoder(layers)(windows)
numbers = {"windows": windows.flatten().tolist(), "reconstructions": expected.flatten().tolist()}


class Recurrent(nn.Module):
    """LSTM 3-5, its last state at every step, LSTM 5-5, and 5-3 at each step."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.LSTM(3, 5, batch_first=True)
        self.decoder = nn.LSTM(5, 5, batch_first=True)
        self.output = nn.Linear(5, 3)

    def forward(self, windows):
        state = self.encoder(windows)[0][:, -1:]
        return self.output(self.decoder(state.expand(-1, 6, -1))[0])


class Convolutional(nn.Module):
    """Kernels of 3 taps: 4 filters, pooled, 2 filters, up-sampled, 4 filters, and one tap to the 3 signals."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv1d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(4, 2, 3, padding=1), nn.ReLU(),
            nn.Upsample(scale_factor=2), nn.Conv1d(2, 4, 3, padding=1), nn.ReLU(),
            nn.Conv1d(4, 3, 1),
        )

    def forward(self, windows):
        return self.layers(windows.transpose(1, 2)).transpose(1, 2)


steps = torch.randn(2, 6, 3)
numbers["steps"] = steps.flatten().tolist()
for name, network in ("lstm", Recurrent()), ("conv", Convolutional()):
    torch.onnx.export(network, steps, here / f"{name}.onnx", opset_version=17, **names)
    with torch.no_grad():
        numbers[name] = network(steps).flatten().tolist()
(here / "expected.json").write_text(json.dumps(numbers) + "\n")
