"""What a suggested step may never do, whoever wrote it: carry a price, a link or sales material, ask for
time, a referral or a decision, chase an answer, offer a product, give in order to get.

A rule (`step_rules.yaml`) is about words that have no place in a sincere step. One that is told *not* to be done
("jangan bawa brosur", "without the offer") breaks nothing. Precision first: kind words with a sale behind them, and
no such word, are the classifier's to find (`coach/guarding.py`).
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from journal.errors import ModelFilesMissing
from journal.language import Language

_FILE = Path(__file__).with_suffix(".yaml")
_CLAUSE = re.compile(r"[.!?;\n]|,\s|\b(?:tapi|lalu|terus|but|then)\b", re.IGNORECASE)


class _Rules(NamedTuple):
    rules: tuple[tuple[str, re.Pattern[str]], ...]
    denied: re.Pattern[str]
    denied_after: re.Pattern[str]


def broken_rule(step_text: str, language: Language) -> str | None:  # noqa: ARG001 mixed notes get both languages' rules
    """The name of the first rule that the step breaks, or None. Both languages' rules hold in either."""
    for name, words in _rules().rules:
        for match in words.finditer(step_text):
            if not is_denied(step_text, match):
                return name
    return None


def is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether the step tells *not* to do what `match` found in it."""
    before = text[: match.start()]
    clauses = [*_CLAUSE.finditer(before)]
    lead = before[clauses[-1].start() if clauses else 0 :]
    rules = _rules()
    return bool(
        rules.denied.search(lead) or rules.denied.match(match.group()) or rules.denied_after.match(text[match.end() :])
    )


@cache
def _rules() -> _Rules:
    try:
        told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    except OSError as missing:
        raise ModelFilesMissing(path=str(_FILE)) from missing
    words = {name: joined(alternatives) for name, alternatives in told["words"].items()}
    return _Rules(
        tuple((name, _either(alternatives, words)) for name, alternatives in told["rules"].items()),
        _either(told["denied"], words),
        _either(told["denied_after"], words),
    )


def _either(alternatives: list[str], words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{filled(each, words)})" for each in alternatives), re.IGNORECASE)


def filled(pattern: str, words: dict[str, str]) -> str:
    """The pattern on one line, with the word lists that its <names> stand for."""
    made = joined(pattern)
    for name, alternatives in words.items():
        made = made.replace(f"<{name}>", alternatives)
    return made


def joined(pattern: str) -> str:
    """A pattern written over several lines, in one."""
    return "".join(line.strip() for line in pattern.splitlines())
