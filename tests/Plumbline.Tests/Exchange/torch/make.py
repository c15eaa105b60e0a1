"""Makes the ONNX files beside it: one dense autoencoder, 6-4-2-4-6 with tanh, as PyTorch's exporter writes it in three forms.

Needs PyTorch with its ONNX exporter (made with 1.13): python3 make.py. expected.json holds an input and its output.
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
(here / "expected.json").write_text(json.dumps({"windows": windows.flatten().tolist(), "reconstructions": expected.flatten().tolist()}) + "\n")
