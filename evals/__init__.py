"""How well Kesan reads, guards, finds and answers: cases, metrics, and the report made of them.

`command` is the way in, `report` writes REPORT.md. Plain functions over scikit-learn's metrics: pydantic-evals
was weighed, and what it adds (spans, judges, concurrent runs) is for single answers of a remote model, while
every figure here is of a whole set: a confusion matrix, a rank, an interval.
"""
