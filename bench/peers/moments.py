"""The peer of `Plumbline.Bench moments`: numpy, scipy and scikit-learn on the like data."""
import json
import time

import numpy
import scipy.linalg
from sklearn.decomposition import PCA

random = numpy.random.default_rng(1)
rows = random.random((20_000, 159)) + random.random((20_000, 159)) + random.random((20_000, 159))


def show(side, what, action):
    seconds = []
    for _ in range(8):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"side": side, "what": what, "value": sorted(seconds[1:])[3] * 1e3, "unit": "ms"}))


def covariance():
    count, mean, scatter = 0, numpy.zeros(159), numpy.zeros((159, 159))
    for start in range(0, len(rows), 1_000):
        batch = rows[start : start + 1_000]
        batch_mean = batch.mean(axis=0)
        centred = batch - batch_mean
        difference = mean - batch_mean
        total = count + len(batch)
        scatter += centred.T @ centred + numpy.outer(difference, difference) * (count * len(batch) / total)
        mean = (count * mean + len(batch) * batch_mean) / total
        count = total
    return mean, scatter / (count - 1)


show("numpy", "mean and covariance", covariance)
mean, matrix = covariance()
lower = numpy.linalg.cholesky(matrix)
show("numpy", "Mahalanobis distances", lambda: numpy.sqrt((scipy.linalg.solve_triangular(lower, (rows - mean).T, lower=True) ** 2).sum(axis=0)))
show("scikit-learn", "PCA fit, 5,000 rows", lambda: PCA(n_components=0.9, svd_solver="full").fit(rows[:5_000]))
