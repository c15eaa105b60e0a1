"""Writes the networks of the PyTorch peers as ONNX files, which `Plumbline.Bench onnx NAME` scores with ONNX Runtime.

    onnx_models.py FOLDER

A peer script that can be imported and has Autoencoder, STEPS and SIGNALS is written to FOLDER/NAME.onnx, taking [batch, step, signal].
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
    network = peer.Autoencoder().eval()
    batch = {0: "batch"}
    torch.onnx.export(network, torch.zeros(1, peer.STEPS, peer.SIGNALS), f"{sys.argv[1]}/{name}.onnx", opset_version=17, input_names=["windows"],
                      output_names=["reconstructions"], dynamic_axes={"windows": batch, "reconstructions": batch})
