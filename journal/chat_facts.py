"""What can be counted in a chat, and nothing more: who wrote how much, who asked, who was left without an answer.

Asking on is told apart from asking, since people like better whoever asks on (Huang et al. 2017, "It Doesn't Hurt
to Ask"): a question that comes right after the other's words.
"""

import re
from collections.abc import Sequence

from journal.chat import Message
from journal.frozen import Frozen

_ASKS = re.compile(
    r"\?|^\s*(?:apa|siapa|kapan|kenapa|mengapa|gimana|bagaimana|di ?mana|ke ?mana|berapa"
    r"|what|who|when|why|how|where|which)\b",
    re.IGNORECASE,
)


class SideFacts(Frozen):
    """One side's part: messages, words, questions, questions right after the other's words."""

    messages: int
    words: int
    questions: int
    follow_ups: int


class ChatFacts(Frozen):
    """Both sides' parts. `unanswered` counts messages of mine after their last one, `waiting` theirs after my last."""

    mine: SideFacts
    theirs: SideFacts
    unanswered: int
    waiting: int


def facts_of(messages: Sequence[Message], own: str) -> ChatFacts:
    """The facts of these messages, in which `own` is the user's name."""
    return ChatFacts(
        mine=_side(messages, own, mine=True),
        theirs=_side(messages, own, mine=False),
        unanswered=_last_in_a_row(messages, own, mine=True),
        waiting=_last_in_a_row(messages, own, mine=False),
    )


def _side(messages: Sequence[Message], own: str, *, mine: bool) -> SideFacts:
    places = [place for place, message in enumerate(messages) if (message.sender == own) is mine]
    asking = [place for place in places if _ASKS.search(messages[place].text)]
    after = [place for place in asking if place and (messages[place - 1].sender == own) is not mine]
    words = sum(len(messages[place].text.split()) for place in places)
    return SideFacts(messages=len(places), words=words, questions=len(asking), follow_ups=len(after))


def _last_in_a_row(messages: Sequence[Message], own: str, *, mine: bool) -> int:
    count = 0
    for message in reversed(messages):
        if (message.sender == own) is not mine:
            break
        count += 1
    return count
