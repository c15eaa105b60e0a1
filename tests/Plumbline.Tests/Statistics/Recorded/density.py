"""Records Gaussian mixtures and a ridge regression of scikit-learn on a small series: python3 density.py > density.txt

Made with scikit-learn 1.2.1 in double precision. The series is a formula, so that the file holds results only: 240 steps of 3 signals;
u(n) is the fractional part of 10000 sin(n), regime r of step t is t // 20 % 3, and signal j is
4 sin(1.3 r + j) + u(3 t + j + 1) + 0.8 u(3 t + 1).
"""
import numpy
from sklearn.linear_model import Ridge
from sklearn.mixture import GaussianMixture


def u(n):
    value = 10_000 * numpy.sin(n)
    return value - numpy.floor(value)


step, signal = numpy.meshgrid(numpy.arange(240), numpy.arange(3), indexing="ij")
series = 4 * numpy.sin(1.3 * (step // 20 % 3) + signal) + u(3.0 * step + signal + 1) + 0.8 * u(3.0 * step + 1)


def show(name, values):
    print(name, *(repr(float(value)) for value in numpy.ravel(values)))


for kind in ("full", "diag"):
    mixture = GaussianMixture(3, covariance_type=kind, n_init=10, tol=1e-10, max_iter=2_000, random_state=0).fit(series)
    show(f"{kind}.mean_log_likelihood", mixture.score(series))
    show(f"{kind}.bic", mixture.bic(series))
    show(f"{kind}.log_densities", mixture.score_samples(series[:5]))

# Lags, the oldest first.
lags = numpy.hstack([series[:-2], series[1:-1]])
ridge = Ridge(alpha=1).fit(lags, series[2:])
show("ridge.coefficients", ridge.coef_)
show("ridge.intercepts", ridge.intercept_)
show("ridge.last", ridge.predict(lags[-1:]))
seasonal = series[5:] - series[:-5]
lags = numpy.hstack([seasonal[:-2], seasonal[1:-1]])
ridge = Ridge(alpha=1).fit(lags, seasonal[2:])
show("seasonal.last", ridge.predict(lags[-1:]) + series[-6])
