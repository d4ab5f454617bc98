"""Writes expected.json: made-up predictions of three shapes, and what scikit-learn says of each.

Run: /usr/bin/python3 make_expected.py (Debian: apt-get install python3-sklearn). Probabilities are rounded to a few
decimals and read as 32-bit floats before anything is computed, because that is what Java reads from the file.
"""

import json
import pathlib

import numpy
import sklearn
from scipy.optimize import minimize_scalar
from sklearn import metrics
from sklearn.calibration import calibration_curve

BINS = 15
DRAWS = 4000
AT = 0.95


def predictions(random, truth, classes, pull, sharpness, decimals):
    logits = random.normal(size=(len(truth), classes)) + pull * numpy.eye(classes)[truth]
    scores = numpy.exp(sharpness * logits)
    scores = numpy.round(scores / scores.sum(1, keepdims=True), decimals)
    scores[:, -1] = numpy.maximum(numpy.round(1 - scores[:, :-1].sum(1), decimals), 0)
    return scores


def ece(truth, scores):
    """Expected calibration error of the top class; scikit-learn gives the bins, numpy how many scans each holds."""
    confidence = scores.max(1)
    right = scores.argmax(1) == truth
    accuracy, mean = calibration_curve(right, confidence, n_bins=BINS)
    counts = numpy.bincount(numpy.searchsorted(numpy.linspace(0, 1, BINS + 1)[1:-1], confidence), minlength=BINS)
    counts = counts[counts > 0]
    return float((counts * abs(accuracy - mean)).sum() / len(truth)), accuracy.tolist(), mean.tolist(), counts.tolist()


def scaled(scores, temperature):
    powers = numpy.log(numpy.maximum(scores, numpy.float32(1e-45))) / temperature
    powers = numpy.exp(powers - powers.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def loss(truth, scores, temperature):
    powers = numpy.log(numpy.maximum(scores, numpy.float32(1e-45))) / temperature
    powers -= powers.max(1, keepdims=True)
    log_sums = numpy.log(numpy.exp(powers).sum(1))
    return float((log_sums - powers[numpy.arange(len(truth)), truth]).mean())


def fitted(truth, scores):
    found = minimize_scalar(
        lambda log: loss(truth, scores, numpy.exp(log)),
        bounds=(numpy.log(0.05), numpy.log(20)),
        method="bounded",
        options=dict(xatol=1e-9),
    )
    return float(numpy.exp(found.x))


def one_versus_one(truth, scores, c):
    areas = []
    for other in set(range(scores.shape[1])) - {c}:
        pair = (truth == c) | (truth == other)
        both = [metrics.roc_auc_score(truth[pair] == k, scores[pair, k]) for k in (c, other)]
        areas.append(numpy.mean(both))
    return float(numpy.mean(areas))


def operating_points(fpr, tpr, thresholds, negatives):
    """Sensitivity, specificity and threshold at 95 % specificity, then at 95 % sensitivity."""
    specificity = numpy.round((1 - fpr) * negatives) / negatives
    points = list(zip(tpr, specificity, thresholds))
    at_specificity = max((p for p in points if p[1] >= AT), key=lambda p: (p[0], p[1]))
    at_sensitivity = max((p for p in points if p[0] >= AT), key=lambda p: (p[1], p[0]))
    return [[None if p is points[0] and i == 2 else float(x) for i, x in enumerate(p)]
            for p in (at_specificity, at_sensitivity)]


def of_class(truth, scores, c):
    predicted = scores.argmax(1)
    is_class = truth == c
    tn, fp, fn, tp = metrics.confusion_matrix(is_class, predicted == c).ravel()
    precision, recall, f1, support = (
        values[c] for values in metrics.precision_recall_fscore_support(truth, predicted, zero_division=0))
    fpr, tpr, thresholds = metrics.roc_curve(is_class, scores[:, c], drop_intermediate=False)
    pr_precision, pr_recall, pr_thresholds = metrics.precision_recall_curve(is_class, scores[:, c])
    at_specificity, at_sensitivity = operating_points(fpr, tpr, thresholds, int((~is_class).sum()))
    return dict(
        precision=float(precision),
        recall=float(recall),
        specificity=float(metrics.recall_score(~is_class, predicted != c)),
        f1=float(f1),
        support=int(support),
        counts=[int(tp), int(fp), int(tn), int(fn)],
        rocAucOneVersusRest=float(metrics.roc_auc_score(is_class, scores[:, c])),
        rocAucOneVersusOne=one_versus_one(truth, scores, c),
        prAuc=float(metrics.average_precision_score(is_class, scores[:, c])),
        atSpecificity95=at_specificity,
        atSensitivity95=at_sensitivity,
        roc=[fpr.tolist(), tpr.tolist(), [None] + thresholds[1:].tolist()],
        precisionRecall=[pr_recall[::-1].tolist(), pr_precision[::-1].tolist(), [None] + pr_thresholds[::-1].tolist()],
    )


def intervals(random, truth, scores, patients):
    """Percentile bootstrap over patients; a draw that leaves a figure undefined does not count for that figure."""
    classes = scores.shape[1]
    names = sorted(set(patients))
    of = {name: numpy.flatnonzero(numpy.array(patients) == name) for name in names}
    draws = dict(accuracy=[], balancedAccuracy=[], rocAucOneVersusRest=[], **{f"recall{c}": [] for c in range(classes)})
    for _ in range(DRAWS):
        drawn = numpy.concatenate([of[name] for name in random.choice(names, len(names))])
        t, s = truth[drawn], scores[drawn]
        right = s.argmax(1) == t
        there = [c for c in range(classes) if (t == c).any()]
        draws["accuracy"].append(right.mean())
        for c in there:
            draws[f"recall{c}"].append(right[t == c].mean())
        if len(there) == classes:
            draws["balancedAccuracy"].append(numpy.mean([right[t == c].mean() for c in there]))
            draws["rocAucOneVersusRest"].append(
                numpy.mean([metrics.roc_auc_score(t == c, s[:, c]) for c in range(classes)]))
    return {name: numpy.percentile(values, [2.5, 97.5]).tolist() for name, values in draws.items()}


def case(random, truth, scores, scans_per_patient):
    read = scores.astype(numpy.float32).astype(numpy.float64)
    classes = read.shape[1]
    patients = [f"p{i // scans_per_patient}" for i in range(len(truth))]
    predicted = read.argmax(1)
    per_class = [of_class(truth, read, c) for c in range(classes)]
    micro = metrics.precision_recall_fscore_support(
        numpy.eye(classes, dtype=int)[truth], (read > 0.5).astype(int), average="micro")
    one_versus_rest = float(numpy.mean([c["rocAucOneVersusRest"] for c in per_class]))
    one_versus_one_macro = float(numpy.mean([c["rocAucOneVersusOne"] for c in per_class]))
    if classes > 2:
        multi = dict(multi_class="ovr", average="macro")
        assert numpy.isclose(one_versus_rest, metrics.roc_auc_score(truth, read, **multi))
        assert numpy.isclose(one_versus_one_macro, metrics.roc_auc_score(truth, read, **dict(multi, multi_class="ovo")))
    temperature = fitted(truth, read)
    error, bin_accuracy, bin_confidence, bin_scans = ece(truth, read)
    return dict(
        truth=truth.tolist(),
        probabilities=scores.tolist(),
        patients=patients,
        accuracy=float(metrics.accuracy_score(truth, predicted)),
        balancedAccuracy=float(metrics.balanced_accuracy_score(truth, predicted)),
        matthews=float(metrics.matthews_corrcoef(truth, predicted)),
        micro=[float(value) for value in micro[:3]],
        rocAucOneVersusRest=one_versus_rest,
        rocAucOneVersusOne=one_versus_one_macro,
        prAuc=float(numpy.mean([c["prAuc"] for c in per_class])),
        confusion=metrics.confusion_matrix(truth, predicted).tolist(),
        perClass=per_class,
        intervals=intervals(random, truth, read, patients),
        reliability=[bin_scans, bin_confidence, bin_accuracy],
        error=error,
        temperature=temperature,
        loss=float(metrics.log_loss(truth, scaled(read, temperature))),
        errorScaled=ece(truth, scaled(read, temperature))[0],
    )


def shapes():
    random = numpy.random.default_rng(3)
    balanced = random.permutation(numpy.repeat(numpy.arange(3), 40))
    unbalanced = random.permutation(numpy.repeat(numpy.arange(3), [150, 12, 5]))
    tied = 0.02 + 0.94 * predictions(random, unbalanced, 3, 1.6, 1.5, 1)
    two = random.permutation(numpy.repeat(numpy.arange(2), [50, 30]))
    return dict(
        balanced=case(random, balanced, predictions(random, balanced, 3, 1.4, 2.5, 6), 2),
        unbalancedWithTies=case(random, unbalanced, tied.round(3), 1),
        twoClasses=case(random, two, predictions(random, two, 2, 2.0, 0.7, 4), 3),
    )


if __name__ == "__main__":
    print("scikit-learn", sklearn.__version__)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(shape)}" for name, shape in shapes().items())
    pathlib.Path(__file__).with_name("expected.json").write_text("{\n" + lines + "\n}\n")
