"""Records softplus and a small variational autoencoder in PyTorch: python3 latent.py > latent.txt

Made with PyTorch 1.13.0 in double precision. Conventions: number i of an array (row-major as Plumbline keeps it, kernels [input, output]) is
scale * sin(phase + 0.7 i). The standard normal noise is what Plumbline's counting generator gives for seed 7, chunk 0 and layer 1, written out
below; noise lies as [row, 16], of which the first 3 are read. PyTorch's softplus is the identity above a threshold, which is set out of reach.

The network: dense 4 -> 6 (3 means, 3 log variances), mean + exp(log variance / 2) * noise, dense 3 -> 4 softplus; loss is the mean squared error
to the input plus 0.3 times the divergence from N(0, 1) (torch.distributions), summed over latents, mean over rows.
"""
import math

import torch

SAMPLES, INPUTS, LATENTS, BETA = 5, 4, 3, 0.3
LONG, WORD = (1 << 64) - 1, (1 << 32) - 1


def wave(scale, phase, *shape):
    count = math.prod(shape)
    return (scale * torch.sin(phase + 0.7 * torch.arange(count, dtype=torch.float64))).reshape(shape)


def mix_long(x):
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9 & LONG
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB & LONG
    return x ^ (x >> 31)


def mix(x):
    x = (x ^ (x >> 16)) * 0x7FEB352D & WORD
    x = (x ^ (x >> 15)) * 0x846CA68B & WORD
    return x ^ (x >> 16)


def normal(key, count):
    low, high = key & WORD, key >> 32
    uniform = [(mix((mix((i * 0x9E3779B9 + low) & WORD) + high) & WORD) >> 8) / (1 << 24) for i in range(count)]
    values = []
    for u, v in zip(uniform[::2], uniform[1::2]):
        radius = math.sqrt(-2 * math.log(1 - u))
        values += [radius * math.cos(2 * math.pi * v), radius * math.sin(2 * math.pi * v)]
    return torch.tensor(values, dtype=torch.float64)


def main():
    points = torch.tensor([-80, -40, -20, -10, -5, -2, -1, -0.5, 0, 0.5, 1, 2, 5, 10, 20, 40], dtype=torch.float64, requires_grad=True)
    values = torch.nn.functional.softplus(points, threshold=1e9)
    values.sum().backward()

    key = mix_long(7)
    for part in 0, 1:
        key = mix_long((key + 0x9E3779B97F4A7C15 + part) & LONG)
    noise = normal(key, SAMPLES * 16).reshape(SAMPLES, 16)[:, :LATENTS]
    trained = [wave(0.5, 0, INPUTS, 2 * LATENTS), wave(0.4, 1, 2 * LATENTS), wave(0.5, 2, LATENTS, INPUTS), wave(0.3, 3, INPUTS)]
    for array in trained:
        array.requires_grad_()
    x = wave(0.9, 0.1, SAMPLES, INPUTS)
    mean, log_variance = (x @ trained[0] + trained[1]).split(LATENTS, dim=1)
    deviation = torch.exp(log_variance / 2)
    y = torch.nn.functional.softplus((mean + deviation * noise) @ trained[2] + trained[3])
    prior = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    divergence = torch.distributions.kl_divergence(torch.distributions.Normal(mean, deviation), prior).sum() / SAMPLES
    loss = ((y - x) ** 2).mean() + BETA * divergence
    loss.backward()
    scored = torch.nn.functional.softplus(mean @ trained[2] + trained[3])
    results = [("Softplus", "values", values), ("Softplus", "slopes", points.grad), ("Latent", "loss", loss), ("Latent", "divergence", divergence),
               ("Latent", "outputs", scored)] + [("Latent", "gradients", array.grad) for array in trained]
    for name, what, numbers in results:
        print(name, what, *(f"{value:.8g}" for value in numbers.detach().reshape(-1).tolist()))


if __name__ == "__main__":
    main()
