"""The peer of `Plumbline.Bench lstm`: the same work in PyTorch on one thread, the same names in the same JSON lines.

PyTorch keeps two biases a layer where Plumbline, as Keras, keeps one: 222,092 parameters against 220,984.
"""
import torch

import measure

STEPS, SIGNALS, UNITS, WINDOWS = 16, 21, 128, 1_024


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
    measure.begin()
    data = measure.samples(WINDOWS, STEPS, SIGNALS)
    network = Autoencoder()
    for size in 64, 512:
        measure.show(f"lstm training, batch {size}", WINDOWS / measure.epoch(network, data, size, 5), "windows/s")
    network.eval()
    measure.one("lstm one window", network, data, 1_000)
    measure.batches("lstm batch scoring", "windows", network, data, 5)


if __name__ == "__main__":
    main()
