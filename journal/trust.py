"""A text without what somebody told in confidence, for lists that stand open on a screen."""

from collections.abc import Iterable

from journal.quotes import Span, find_quote


def discreet(text: str, in_trust: Iterable[str], sign: str, part: Span | None = None) -> str:
    """The text, or a part of it, with `sign` in the place of each of these sentences, even one that the part cuts."""
    shown = part or Span(0, len(text))
    pieces: list[str] = []
    at = shown.start
    for span in sorted(span for quote in in_trust for span in _places(text, quote)):
        start, end = max(span.start, at), min(span.end, shown.end)
        if start < end:
            pieces += [text[at:start], sign]
            at = end
    return "".join([*pieces, text[at : shown.end]])


def _places(text: str, quote: str) -> Iterable[Span]:
    """Every place where a sentence stands."""
    span = find_quote(text, quote)
    while span is not None:
        yield span
        span = find_quote(text, quote, span.end)
