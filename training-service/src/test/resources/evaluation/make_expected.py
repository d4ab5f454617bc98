"""Writes expected.json: random predictions and what scikit-learn says of them. Run: python3 make_expected.py"""

import json
import pathlib

import numpy
from sklearn.metrics import accuracy_score, confusion_matrix, precision_recall_fscore_support, roc_auc_score

random = numpy.random.default_rng(1)
truth = random.integers(0, 3, 60)
scores = random.random((60, 3)) + 0.6 * numpy.eye(3)[truth]
scores = numpy.round(scores / scores.sum(1, keepdims=True), 2)  # rounding makes ties
scores[:, 2] = numpy.round(1 - scores[:, 0] - scores[:, 1], 2)
predicted = scores.argmax(1)
precision, recall, f1, support = precision_recall_fscore_support(truth, predicted)
expected = dict(
    truth=truth.tolist(),
    probabilities=scores.tolist(),
    accuracy=accuracy_score(truth, predicted),
    auc=roc_auc_score(truth, scores, multi_class="ovo", average="macro"),
    precision=precision.tolist(),
    recall=recall.tolist(),
    f1=f1.tolist(),
    support=support.tolist(),
    confusion=confusion_matrix(truth, predicted).tolist(),
)
pathlib.Path(__file__).with_name("expected.json").write_text(json.dumps(expected))
