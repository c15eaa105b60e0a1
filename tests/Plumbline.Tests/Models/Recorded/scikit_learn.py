"""Records what scikit-learn makes of the same made data: python3 scikit_learn.py > scikit_learn.txt

Made with scikit-learn 1.2.1 and numpy 1.24. Data are formulas, so that the file holds results only: uniform numbers of a 32-bit
linear congruential generator (state = 1664525 state + 1013904223 mod 2^32, number = state / 2^32, from the seed on), bell-shaped ones are sums of twelve
of them minus 6, in the order row by row. Values are rounded to single precision, as windows are.

ledoit_wolf: rows x signals with signal j of scale 1 + j and a third of signal j - 1 added; intensity, then the covariance.
mincovdet: 400 such rows of 4 signals, of which every fifth is moved by 30 in all signals; the covariance and mean of the clean rows (numpy), and those of
MinCovDet on all rows. isolation: 1,000 rows of 6 signals fit the forest; 400 others, of which every tenth has one signal, the row's number modulo 6,
moved by 6 times its scale, are scored: minus score_samples, mean over 5 seeds, and the area under the ROC curve of that mean.
"""
import numpy as np
from sklearn.covariance import LedoitWolf, MinCovDet
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score


def bells(seed, count):
    state, numbers = seed, np.empty(12 * count)
    for i in range(len(numbers)):
        state = (1664525 * state + 1013904223) % 2**32
        numbers[i] = state / 2**32
    return numbers.reshape(count, 12).sum(axis=1) - 6


def rows(seed, count, signals):
    plain = bells(seed, count * signals).reshape(count, signals) * (1 + np.arange(signals))
    made = plain.copy()
    for j in range(1, signals):
        made[:, j] += plain[:, j - 1] / 3
    return made.astype(np.float32)


def show(name, what, values):
    print(name, what, *(f"{value:.9g}" for value in np.asarray(values, dtype=np.float64).reshape(-1)))


def main():
    for count, signals in (200, 3), (12, 8), (5, 6):
        fitted = LedoitWolf().fit(rows(7, count, signals).astype(np.float64))
        show(f"ledoit_wolf_{count}_{signals}", "intensity", fitted.shrinkage_)
        show(f"ledoit_wolf_{count}_{signals}", "covariance", fitted.covariance_)

    data = rows(11, 400, 4).astype(np.float64)
    clean = np.arange(400) % 5 != 0
    show("mincovdet", "clean_covariance", np.cov(data[clean].T, bias=True))
    show("mincovdet", "clean_mean", data[clean].mean(axis=0))
    data[~clean] += 30
    fitted = MinCovDet(random_state=0).fit(data)
    show("mincovdet", "covariance", fitted.covariance_)
    show("mincovdet", "mean", fitted.location_)

    train, test = rows(13, 1000, 6), rows(17, 400, 6)
    for row in range(0, 400, 10):
        test[row, row % 6] += 6 * (1 + row % 6)
    scores = np.mean([-IsolationForest(n_estimators=200, max_samples=256, random_state=seed).fit(train).score_samples(test) for seed in range(5)], axis=0)
    show("isolation", "scores", scores)
    show("isolation", "area", roc_auc_score(np.arange(400) % 10 == 0, scores))


if __name__ == "__main__":
    main()
