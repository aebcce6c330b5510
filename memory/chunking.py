"""The pieces of a reflection that get vectors of their own: the whole, and windows of its sentences.

The whole says what it is about; a window finds the one detail that a question asks for, and is what is shown.
"""

from collections.abc import Iterator

from journal.quotes import Span
from journal.sentences import sentences

WINDOW = 3  # sentences
_STRIDE = 2
_LONGEST = 600  # characters of one sentence, as dictated text runs on


def chunks_of_text(text: str) -> tuple[Span, ...]:
    """The whole text first, then its windows in order; a text of three sentences or fewer has no windows."""
    whole = Span(0, len(text))
    parts = tuple(part for sentence in sentences(text) for part in _cut(text, sentence))
    if len(parts) <= WINDOW:
        return (whole,)
    starts = range(0, len(parts) - WINDOW + _STRIDE, _STRIDE)
    windows = (parts[start : start + WINDOW] for start in starts)
    return (whole, *(Span(window[0].start, window[-1].end) for window in windows))


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence in parts of a readable length, cut at white space where there is some."""
    start = sentence.start
    while sentence.end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        end = space if space > start else start + _LONGEST
        yield Span(start, end)
        start = end + 1 if space > start else end
    yield Span(start, sentence.end)
