"""Trains the guard's classifier: `models/guard` from `data/steps_train.jsonl`, measured on `data/dev/steps.jsonl`.

The dev steps, by another author, are never trained on. The regularisation is chosen by cross-validation on the
training steps alone. Run with `python -m training.guard`; needs scikit-learn.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from coach.embedded.step_scores import BUCKETS, StepScores, grouped, hashed
from coach.step_rules import broken_rule
from embedded import Encoder
from journal.language import Language

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
TRAIN, DEV = ROOT / "data/steps_train.jsonl", ROOT / "data/dev/steps.jsonl"
UNSEEN = ROOT / "data/dev/steps_b.jsonl"
_CARD = """# The guard's classifier

Says whether a suggested next step is transactional, after the rules of `coach/step_rules.yaml`.

- **What it is**: logistic regression over the encoder's vector (384), {buckets} hashed pieces of words and the word
  groups of `coach/embedded/step_words.yaml`. `guard.npz` (float16, no pickle), `guard.json` (bias, threshold, hashes).
- **Built by**: `python -m training.guard`; needs `models/encoder` and scikit-learn.
- **Trained on**: `data/steps_train.jsonl`, {count} steps in Indonesian, English and both mixed, half of them
  transactional, of those half disguised; 190 of them are pairs of one kind act with and without a purpose. Written for
  this project by language models, not collected from people.
- **Licence**: MIT, like the project.

| measured on | accuracy | refused rightly | let through | refused wrongly | passed rightly |
| --- | --- | --- | --- | --- | --- |
| `data/dev/steps.jsonl`, another author, not trained on: classifier alone | {alone} |
| the same, with the rules | {both} |
| `data/dev/steps_b.jsonl`, half of it transactional, half of that disguised, with the rules | {unseen} |

Cross-validated on the training steps, without the rules: {validated:.3f}.

`steps_b` was written before the guard was asked about it, by the author of 240 of the training steps. The guard as it
was then judged 104 of 120 right and let 10 of 31 disguised ones through; with those 240 more, all about other things,
111 and 4. The rules were looked over with what was left in sight, so the figure above is no longer blind.

**Limits.** The rules and the word groups were written by somebody who had read the dev steps, so the dev figures are
friendly; without the word groups the classifier alone reaches .88 to .89 there. A pitch that only the meeting tells
("ideally with his daughter present") is let through: the guard sees the step, not the meeting. Offers of help with
forms, lifts and the like are refused now and then.
"""
_STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0)
_SHARES = ((1.0, 1.0, 0.5), (1.0, 1.5, 0.5), (0.7, 2.0, 0.5), (1.0, 1.0, 1.0))
Floats = NDArray[np.float32]


def rows(path: Path) -> list[dict[str, object]]:
    """The steps of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def features(steps: Sequence[str], encoder: Encoder) -> tuple[Floats, Floats, Floats]:
    """Hashed pieces, vectors and word groups of the steps."""
    return np.stack([hashed(s) for s in steps]), encoder.embed(list(steps)), np.stack([grouped(s) for s in steps])


def scaled(parts: tuple[Floats, Floats, Floats], shares: tuple[float, float, float]) -> Floats:
    """The parts side by side, each with its share of the say."""
    return np.hstack([part * np.float32(share) for part, share in zip(parts, shares, strict=True)])


def chosen(
    parts: tuple[Floats, Floats, Floats], labels: NDArray[np.bool_]
) -> tuple[float, tuple[float, float, float], float]:
    """Strength, shares and the accuracy in cross-validation: of what is within one standard error of the best, the
    most regularised, since the training steps are one author's and others write otherwise."""
    folds = StratifiedKFold(8, shuffle=True, random_state=7)
    tried: list[tuple[float, float, tuple[float, float, float]]] = []
    for shares in _SHARES:
        inputs = scaled(parts, shares)
        for strength in _STRENGTHS:
            guessed = cross_val_predict(LogisticRegression(C=strength, max_iter=3000), inputs, labels, cv=folds)
            tried.append((float((guessed == labels).mean()), strength, shares))
    top = max(tried)[0]
    error = float(np.sqrt(top * (1 - top) / len(labels)))
    accuracy, strength, shares = min(
        (each for each in tried if each[0] >= top - error), key=lambda each: (each[1], -each[0])
    )
    return strength, shares, accuracy


def fit(
    parts: tuple[Floats, Floats, Floats], labels: NDArray[np.bool_], strength: float, shares: tuple[float, float, float]
) -> StepScores:
    """The trained scores."""
    model = LogisticRegression(C=strength, max_iter=3000).fit(scaled(parts, shares), labels)
    weights = model.coef_[0].astype(np.float32)
    dimensions = parts[1].shape[1]
    pieces, vector, groups = np.split(weights, [BUCKETS, BUCKETS + dimensions])
    return StepScores(pieces * shares[0], vector * shares[1], groups * shares[2], float(model.intercept_[0]), 0.0)


def judged(scores: StepScores, steps: Sequence[str], vectors: Floats) -> NDArray[np.bool_]:
    """What rules and classifier together say."""
    return np.array(
        [
            broken_rule(step, Language.INDONESIAN) is not None or scores.transactional(step, vector)
            for step, vector in zip(steps, vectors, strict=True)
        ]
    )


def report(name: str, said: NDArray[np.bool_], labels: NDArray[np.bool_]) -> dict[str, object]:
    """Accuracy and the confusion counts."""
    facts: dict[str, object] = {
        "accuracy": round(float((said == labels).mean()), 3),
        "refused_rightly": int((said & labels).sum()),
        "let_through": int((~said & labels).sum()),
        "refused_wrongly": int((said & ~labels).sum()),
        "passed_rightly": int((~said & ~labels).sum()),
    }
    print(name, facts)
    return facts


def main() -> None:
    """Trains, measures, writes."""
    encoder = Encoder.load(MODELS / "encoder", 2)
    train, dev = rows(TRAIN), rows(DEV)
    texts, labels = [str(row["text"]) for row in train], np.array([bool(row["transactional"]) for row in train])
    dev_texts, dev_labels = [str(row["text"]) for row in dev], np.array([bool(row["transactional"]) for row in dev])
    parts, dev_parts = features(texts, encoder), features(dev_texts, encoder)
    strength, shares, validated = chosen(parts, labels)
    print(f"C={strength}, shares={shares}, cross-validated accuracy without rules {validated:.3f}")
    scores = fit(parts, labels, strength, shares)
    alone = np.array([scores.transactional(t, v) for t, v in zip(dev_texts, dev_parts[1], strict=True)])
    facts_alone = report("dev, classifier alone", alone, dev_labels)
    facts = report("dev, with rules", judged(scores, dev_texts, dev_parts[1]), dev_labels)
    unseen = rows(UNSEEN)
    words, truly = [str(row["text"]) for row in unseen], np.array([bool(row["transactional"]) for row in unseen])
    facts_unseen = report("steps_b, with rules", judged(scores, words, encoder.embed(words)), truly)
    for text, said, label in zip(dev_texts, judged(scores, dev_texts, dev_parts[1]), dev_labels, strict=True):
        if said != label:
            print("  let through:" if label else "  refused:", text)
    write(scores, facts, validated)
    card = _CARD.format(
        buckets=BUCKETS,
        count=len(train),
        alone=_cells(facts_alone),
        both=_cells(facts),
        unseen=_cells(facts_unseen),
        validated=validated,
    )
    (MODELS / "guard/card.md").write_text(card, encoding="utf-8")


def _cells(facts: dict[str, object]) -> str:
    return " | ".join(str(value) for value in facts.values())


def write(scores: StepScores, facts: dict[str, object], validated: float) -> None:
    """The files of `models/guard`."""
    folder = MODELS / "guard"
    folder.mkdir(parents=True, exist_ok=True)
    scores = replace(scores, pieces=scores.pieces.astype(np.float16), vector=scores.vector.astype(np.float16))
    np.savez_compressed(folder / "guard.npz", pieces=scores.pieces, vector=scores.vector, groups=scores.groups)
    digest = hashlib.sha256((folder / "guard.npz").read_bytes()).hexdigest()
    told = {
        "bias": scores.bias,
        "threshold": scores.threshold,
        "sha256": digest,
        "trained_on": hashlib.sha256(TRAIN.read_bytes()).hexdigest(),
        "cross_validated": round(validated, 3),
        "dev": facts,
    }
    (folder / "guard.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
