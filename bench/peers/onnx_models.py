"""Writes the networks of the PyTorch peers as ONNX files, which `Plumbline.Bench onnx NAME` scores with ONNX Runtime.

    onnx_models.py FOLDER

FOLDER/NAME.onnx takes what the peer's network takes: [batch, step, signal], and of conv [batch, signal, step].
"""
import importlib
import pathlib
import sys
import warnings

import torch

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent
sys.path.append(str(here))  # last: csv.py is no stand-in for Python's own
for name in "lstm", "conv":
    if not (here / f"{name}.py").exists():
        continue
    peer = importlib.import_module(name)
    torch.manual_seed(1)
    network = (peer.autoencoder() if name == "conv" else peer.Autoencoder()).eval()
    sample = torch.zeros(1, peer.SIGNALS, peer.STEPS) if name == "conv" else torch.zeros(1, peer.STEPS, peer.SIGNALS)
    batch = {0: "batch"}
    torch.onnx.export(network, sample, f"{sys.argv[1]}/{name}.onnx", opset_version=17, input_names=["windows"],
                      output_names=["reconstructions"], dynamic_axes={"windows": batch, "reconstructions": batch})
