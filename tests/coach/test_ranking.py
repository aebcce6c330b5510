"""Whom to reconnect with, and why."""

from datetime import date, timedelta

from coach.ranking import JUST_MET, ReasonKind, rank
from journal.people import Meeting, Person, Promise, PromiseState, Tie
from journal.reading import TieQuality
from journal.signals import Known, Verdict

TODAY = date(2026, 11, 24)


def a_tie(
    name: str,
    *,
    days_ago: int = 90,
    verdict: Verdict = Verdict.REAL_CONNECTION,
    cares_about: tuple[str, ...] = (),
    quality: TieQuality | None = None,
    promise: PromiseState | None = None,
) -> Tie:
    met = TODAY - timedelta(days=days_ago)
    meeting = Meeting(
        reflection_id=f"r-{name}",
        on=met,
        role="",
        verdict=verdict,
        cares_about=cares_about,
        tie_quality=quality or TieQuality(),
    )
    promised = Promise(
        id=f"p-{name}",
        reflection_id=f"r-{name}",
        person_id=name,
        text="kirim buku",
        made_on=met,
        state=promise or PromiseState.KEPT,
    )
    return Tie(person=Person(id=name, name=name), meetings=(meeting,), promises=(promised,) if promise else ())


def names(ties: list[Tie]) -> list[str]:
    return [one.person.name for one in rank(ties, TODAY)]


def test_an_open_promise_comes_before_a_warm_memory() -> None:
    assert names([a_tie("warm"), a_tie("owed", promise=PromiseState.OPEN)]) == ["owed", "warm"]


def test_a_kept_promise_is_no_reason() -> None:
    kept = rank([a_tie("kept", promise=PromiseState.KEPT)], TODAY)[0]
    assert ReasonKind.PROMISE not in {reason.kind for reason in kept.reasons}


def test_somebody_met_this_week_does_not_come_up() -> None:
    assert names([a_tie("just met", days_ago=JUST_MET.days, promise=PromiseState.OPEN)]) == []


def test_somebody_whom_i_only_pitched_does_not_come_up() -> None:
    assert names([a_tie("pitched", verdict=Verdict.HIDDEN_PITCH)]) == []


def test_having_gone_quiet_alone_is_no_reason() -> None:
    assert names([a_tie("stranger", days_ago=300, verdict=Verdict.SURFACE)]) == []


def test_of_two_warm_ties_the_one_gone_quiet_comes_first() -> None:
    assert names([a_tie("recent", days_ago=20), a_tie("quiet", days_ago=200)]) == ["quiet", "recent"]


def test_whoever_would_mention_my_name_comes_before_the_merely_warm() -> None:
    named = a_tie("named", quality=TieQuality(at_ease_recommending_me=Known.YES))
    assert names([a_tie("warm"), named]) == ["named", "warm"]


def test_what_is_still_to_come_is_not_known_on_the_day_of_asking() -> None:
    assert rank([a_tie("later", days_ago=1)], TODAY - timedelta(days=30)) == ()


def test_with_something_asked_for_only_those_who_fit_come_up() -> None:
    ranked = rank([a_tie("fits"), a_tie("does not")], TODAY, {"fits": 0.9})
    assert [one.person.name for one in ranked] == ["fits"]


def test_every_reason_carries_the_reflection_that_tells_it() -> None:
    ranked = rank([a_tie("warm", cares_about=("ibunya sakit",))], TODAY)[0]
    assert {reason.reflection_id for reason in ranked.reasons} == {"r-warm"}
