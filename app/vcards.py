"""Somebody as a vCard (RFC 2426), for the user's own contacts: nothing that was told in confidence is in it."""

import vobject

from app.reaching import Reach
from app.words import Words
from journal.people import Tie


def vcard(tie: Tie, reach: Reach, say: Words) -> str:
    """The card: name, other names, work, how to reach them, and a note of what matters to them and when they were met
    last."""
    card = vobject.vCard()
    card.add("fn").value = tie.person.name
    card.add("n").value = vobject.vcard.Name(given=tie.person.name)
    for alias in tie.person.aliases:
        card.add("nickname").value = alias
    role = next((meeting.role for meeting in tie.meetings if meeting.role), "")
    if role:
        card.add("title").value = role
    for phone in reach.phones:
        line = card.add("tel")
        line.value, line.type_param = phone, "CELL"
    for email in reach.emails:
        card.add("email").value = email
    note = _note(tie, say)
    if note:
        card.add("note").value = note
    written: str = card.serialize()
    return written


def _note(tie: Tie, say: Words) -> str:
    lines = [say("vcard.last_met", day=say.day(tie.last_met))] if tie.last_met else []
    cares = dict.fromkeys(words for meeting in tie.meetings for words in meeting.cares_about)
    return "\n".join([*lines, *(words for words in cares if not tie.in_confidence(words))])
