"""The peer of `Plumbline.Bench evaluation`: what scikit-learn has of it, on the like data."""
import json
import time

import numpy
from sklearn.metrics import average_precision_score, roc_auc_score

random = numpy.random.default_rng(1)
step = numpy.arange(30_000)
labels = ((step % 1_000 >= 500) & (step % 1_000 < 540)).astype(int)
scores = random.random(30_000) + labels * 0.5 * random.random(30_000)
for what, metric in (("ROC area", roc_auc_score), ("average precision", average_precision_score)):
    seconds = []
    for _ in range(14):
        begun = time.perf_counter()
        metric(labels, scores)
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"side": "scikit-learn", "what": what, "value": sorted(seconds[5:])[4] * 1e3, "unit": "ms"}))
