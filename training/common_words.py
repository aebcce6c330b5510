"""The words that a capital at a sentence's start does not make a name: `coach/embedded/common_words.txt`.

Whoever is called like a common word ("Bunga", "Grace") is found by an honorific or a person's cue instead.
Run with `python -m training.common_words`.
"""

import json
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AT_LEAST = 1
OTHERS = ("dev/sentences.jsonl", "steps_train.jsonl")


def texts() -> list[str]:
    """The training texts and steps that use capitals; all-lower-case ones would teach names as common words."""
    found = [
        json.loads(line)["text"]
        for path in (*sorted((ROOT / "data/train").glob("?.jsonl")), *(ROOT / "data" / name for name in OTHERS))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return [text for text in found if sum(c.isupper() for c in text) * 60 > len(text)]


def common_words() -> list[str]:
    """Words written in lower case and more often than not with a capital, sorted."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts():
        for match in _WORD.finditer(text):
            word = match.group()
            opener = not text[: match.start()].rstrip(" \"“'(").endswith((",", ";")) and not re.search(
                r"[\w,;:]\s$", text[: match.start()]
            )
            if word.islower():
                lower[word] += 1
            elif not opener:
                capital[word.lower()] += 1
    return sorted(word for word, count in lower.items() if count >= _AT_LEAST and count > capital[word])


if __name__ == "__main__":
    target = ROOT / "coach/embedded/common_words.txt"
    words = common_words()
    target.write_text("\n".join(words) + "\n", encoding="utf-8")
    print(f"{len(words)} words in {target.relative_to(ROOT)}")
