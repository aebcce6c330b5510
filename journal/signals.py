"""The rubric's labels: signals of a sentence, lenses and verdict of a reflection."""

from enum import StrEnum


class Signal(StrEnum):
    """What one sentence shows. The rubric's table, in its order."""

    PRODUCT_STEERING = "product_steering"
    SELF_PROMOTION = "self_promotion"
    PROSPECTING = "prospecting"
    LOADED_QUESTION = "loaded_question"
    PUSHING = "pushing"
    INSTANT_RETURN = "instant_return"
    CHECKLIST = "checklist"
    THEY_WITHDREW = "they_withdrew"
    LISTENING = "listening"
    CURIOUS_QUESTION = "curious_question"
    HELP_GIVEN = "help_given"
    OWN_STORY = "own_story"
    HELD_BACK = "held_back"
    THEY_OPENED_UP = "they_opened_up"
    THEY_NAMED_ME = "they_named_me"
    LONG_VIEW = "long_view"
    PROMISE = "promise"
    INVITED_TALK = "invited_talk"
    THEY_PITCHED = "they_pitched"
    CONTEXT = "context"

    @property
    def lean(self) -> int:
        """-1 towards a pitch, +1 towards a connection, 0 neither."""
        return _LEANS.get(self, 0)


_LEANS = {
    **dict.fromkeys(list(Signal)[:8], -1),
    **dict.fromkeys(list(Signal)[8:16], 1),
}


class Verdict(StrEnum):
    """What a reflection, or one person's part of it, was."""

    HIDDEN_PITCH = "hidden_pitch"
    SURFACE = "surface"
    MIXED = "mixed"
    REAL_CONNECTION = "real_connection"
    UNCLEAR = "unclear"


class Lens(StrEnum):
    """The three questions asked of a whole reflection; the fourth, tie quality, is asked of a person."""

    FELT = "felt"
    CONNECTED = "connected"
    PATIENT = "patient"


class LensValue(StrEnum):
    """A lens's answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Known(StrEnum):
    """Whether something about a tie was told."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
