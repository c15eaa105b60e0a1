"""The peer of `Plumbline.Bench kde`: scikit-learn on the like data."""
import json
import time

import numpy
from sklearn.model_selection import GridSearchCV
from sklearn.neighbors import KernelDensity

random = numpy.random.default_rng(1)
rows = sum(random.random((5_000, 159)) for _ in range(3)) - 1.5
references, points = rows[:3_000], rows[3_000:]


def show(what, unit, per_second, runs, action):
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - begun)
    print(json.dumps({"side": "scikit-learn", "what": what, "value": sorted(seconds)[runs // 2] * per_second, "unit": unit}), flush=True)


kde = KernelDensity(kernel="gaussian", bandwidth=0.5).fit(references)
kde.score_samples(points[:10])
show("KDE scores, 2,000 points", "ms", 1e3, 3, lambda: kde.score_samples(points))
show("KDE score, one point", "us", 1e6, 25, lambda: kde.score_samples(points[:1]))
grid = {"bandwidth": numpy.linspace(0.1, 1, 10)}
show("KDE bandwidth of ten, five folds", "ms", 1e3, 1, lambda: GridSearchCV(KernelDensity(kernel="gaussian"), grid, cv=5).fit(references))
