"""The embedded reader's word lists, read once from the data files beside it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.step_rules import filled, joined
from journal.errors import ModelFilesMissing
from journal.language import Language

_HERE = Path(__file__).parent


@cache
def word_list(name: str) -> frozenset[str]:
    """The list `name` of `people_words.yaml`."""
    return frozenset(str(_lists("people_words.yaml")[name]).split())


@cache
def common_words() -> frozenset[str]:
    """Words that stand in lower case in ordinary notes (built by `training/common_words.py`)."""
    return frozenset(_text("common_words.txt").split())


@cache
def _lists(file: str) -> dict[str, Any]:
    loaded = yaml.safe_load(_text(file))
    return loaded if isinstance(loaded, dict) else {}


def _text(file: str) -> str:
    path = _HERE / file
    try:
        return path.read_text(encoding="utf-8")
    except OSError as missing:
        raise ModelFilesMissing(path=str(path)) from missing


@cache
def given_names() -> frozenset[str]:
    """Given names of many countries, in lower case (built by `training/given_names.py`)."""
    lines = _text("given_names.txt").splitlines()
    return frozenset(line for line in lines if not line.startswith("#")) | word_list("given_names")


@cache
def places() -> dict[str, tuple[str, str]]:
    """Places in lower case, each with its country's code and its province's code (built by `training/places.py`)."""
    lines = (line.split("\t") for line in _text("places.txt").splitlines() if not line.startswith("#"))
    return {name: (country, province) for name, country, province in lines}


@cache
def data_file(name: str, language: Language) -> dict[str, Any]:
    """The data file of `language` in the folder `name`, which holds a mapping."""
    return _lists(f"{name}/{language.value}.yaml")


@cache
def pattern_file(language: Language) -> tuple[dict[str, Any], ...]:
    """The step patterns of `language` as they stand in their file."""
    loaded = yaml.safe_load(_text(f"patterns/{language.value}.yaml"))
    return tuple(loaded)


@cache
def topics() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What a detail may be about, heaviest first, and the words that tell."""
    found = _lists("topics.yaml")
    return tuple((name, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for name, words in found.items())


@cache
def word_groups() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The word groups of `step_words.yaml`, in its order."""
    found = _lists("step_words.yaml")
    return tuple((name, re.compile(joined(words), re.IGNORECASE)) for name, words in found.items())


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern `name` of `cues.yaml`, without case."""
    told = _lists("cues.yaml")
    words = {each: joined(alternatives) for each, alternatives in told["words"].items()}
    return re.compile(filled(told["cues"][name], words), re.IGNORECASE)
