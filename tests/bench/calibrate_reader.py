"""Measure a reader, and write what corrects it to ``service/answers/answerability/calibration.json``.

The closest sentence to each question of ``squad2-dev-half`` is read, whether its paragraphs answer the question or not;
the logistic function of the logit of what the reader says is fitted on questions of paragraphs with an even number
(Platt 1999), and measured on the others.

Run: ``PRACTICES_READER=NAME .venv/bin/python -m tests.bench.calibrate_reader``.
"""

from __future__ import annotations

import json

import numpy as np
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from service.answers.answerability.decision import load_calibration
from service.answers.context import AnswerContext
from service.bootstrap import Bootstrap
from service.settings import load_settings
from tests.bench.asked import questions, searcher, shared_paragraphs
from tests.bench.calibrate import HARD, OUT
from tests.bench.measure import calibration_error
from tests.support.asking import judged_in


def main() -> None:
    """Fit, print the figures and write the file."""
    bootstrap = Bootstrap(load_settings(across_model="none"))
    reader = bootstrap.reader
    if reader is None:
        raise SystemExit("PRACTICES_READER names no reader: set it to a name on a hub, or to a folder.")
    context = AnswerContext.of(searcher(HARD, bootstrap), "", reader)
    asked = [question for question in questions(HARD) if question.paragraph not in shared_paragraphs()]
    read = [(question, judged_in(question.text, context).features.reading) for question in asked]
    kept = [(question, reading.probability) for question, reading in read if reading]
    said = np.array([logit(np.clip(probability, 1e-6, 1 - 1e-6)) for _, probability in kept])
    labels = np.array([bool(question.golds) for question, _ in kept])
    is_even = np.array([int(question.paragraph[1:]) % 2 == 0 for question, _ in kept])
    fit = LogisticRegression().fit(said[is_even, None], labels[is_even])
    slope, intercept = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    chances, truth = expit(intercept + slope * said[~is_even]), labels[~is_even]
    fitted = {
        "slope": round(slope, 4),
        "intercept": round(intercept, 4),
        "auc": round(float(roc_auc_score(truth, chances)), 4),
        "calibration_error": round(calibration_error(chances, truth), 4),
    }
    print(reader.name, fitted)
    calibration = load_calibration()
    calibration["readers"][reader.name] = fitted
    OUT.write_text(json.dumps(calibration, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
