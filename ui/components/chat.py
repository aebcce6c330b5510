"""A chat brought in: which talk to reflect on, what can be counted in it, and the user's own words beside it."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.chats import ENDINGS, ME, chats_in, text_of_talk
from app.clock import today
from app.words import Words
from journal.chat import Chat, Message, as_text, chat_within, own_name, talks
from journal.chat_facts import ChatFacts, SideFacts, facts_of
from journal.errors import KesanError
from ui.components import paper

_CHATS, _PROBLEM = "chats", "chats_problem"
_FILE, _PASTED = "chat_file", "chat_pasted"
_WHICH, _ME, _TALK, NOTE = "chat_which", "chat_me", "chat_talk", "chat_note"
_FIELDS = (_WHICH, _ME, _TALK, NOTE, _PASTED)


def is_shown() -> bool:
    """Whether a chat waits for its part to be chosen."""
    return _CHATS in st.session_state


def bring(chats: tuple[Chat, ...]) -> None:
    """Shows these chats to choose from."""
    st.session_state[_CHATS] = chats


def leave() -> None:
    """Puts the chat away, unkept."""
    for key in (_CHATS, *_FIELDS):
        st.session_state.pop(key, None)


def ways_in(say: Words) -> None:
    """A file or a pasted text."""
    with st.popover(say("chat.bring"), icon=":material/forum:", key="bring_chat"):
        paper.write(say("chat.about"), "note")
        st.file_uploader(
            say("chat.file"), type=[ending.removeprefix(".") for ending in ENDINGS], key=_FILE, on_change=_take_file
        )
        st.text_area(say("chat.paste"), key=_PASTED, height=110, placeholder=say("chat.paste.placeholder"))
        st.button(say("chat.look"), key="look_at_chat", on_click=_take_pasted)
        if error := st.session_state.get(_PROBLEM):
            paper.problem(say.problem(error))


def choosing(say: Words) -> None:
    """The chat, the user's name in it, the talk, its facts, and a place for how it was."""
    chats: tuple[Chat, ...] = st.session_state[_CHATS]
    with st.container(gap="small", key="chat"):
        paper.write(say("chat.stays"), "note")
        chat = chats[0]
        if len(chats) > 1:
            which = st.selectbox(
                say("chat.which"), range(len(chats)), format_func=lambda at: _title(chats[at]), key=_WHICH
            )
            chat = chats[which or 0]
        st.session_state.setdefault(_ME, own_name(chats) if own_name(chats) in chat.senders else None)
        st.selectbox(say("chat.me"), chat.senders, index=None, placeholder=say("chat.me.choose"), key=_ME)
        parts = talks(chat.messages)[::-1]
        st.selectbox(say("chat.talk"), range(len(parts)), format_func=lambda at: _talk_label(say, parts[at]), key=_TALK)
        own = _own(chat)
        talk = chosen()
        if own is not None and talk:
            show_facts(say, facts_of(talk, own))
            with st.expander(say("chat.see")):
                paper.write(as_text(talk, own, ME[say.language]))
        st.text_area(say("chat.note"), key=NOTE, placeholder=say("chat.note.placeholder"), height="content")


def chosen() -> tuple[Message, ...]:
    """The messages of the talk chosen, or none."""
    chat = _chat()
    parts = talks(chat.messages)[::-1]
    at = st.session_state.get(_TALK) or 0
    return parts[at] if at < len(parts) else ()


def chosen_text() -> str | None:
    """The text to keep: the user's words, then the talk; None while it is open who the user is."""
    own, talk = _own(_chat()), chosen()
    if own is None or not talk:
        return None
    return text_of_talk(_chat(), talk, own, st.session_state.get(NOTE) or "")


def chosen_day() -> date:
    """The day on which the talk began; today where the chat does not say."""
    at = chosen()[0].at
    return min(at.date(), today()) if at else today()


def show_kept_facts(say: Words, text: str) -> None:
    """What can be counted in the chat that stands in a kept reflection, if one does."""
    chat = chat_within(text)
    own = next((me for me in ME.values() if chat is not None and me in chat.senders), None)
    if chat is not None and own is not None:
        st.header(say("chat.facts"), anchor=False)
        show_facts(say, facts_of(chat.messages, own))


def show_facts(say: Words, facts: ChatFacts) -> None:
    """The facts as sentences."""
    lines = [_side(say, "mine", facts.mine), _side(say, "theirs", facts.theirs)]
    if facts.unanswered:
        lines.append(say("chat.facts.unanswered", count=facts.unanswered))
    if facts.waiting:
        lines.append(say("chat.facts.waiting", count=facts.waiting))
    paper.bullets(lines)


def _side(say: Words, whose: str, side: SideFacts) -> str:
    if not side.messages:
        return say(f"chat.facts.{whose}.silent")
    wrote = say(f"chat.facts.{whose}", messages=side.messages, words=side.words)
    asked = say(f"chat.facts.{whose}.asked", questions=side.questions, follow_ups=side.follow_ups)
    return f"{wrote} {asked if side.questions else say(f'chat.facts.{whose}.none_asked')}"


def _chat() -> Chat:
    chats: Sequence[Chat] = st.session_state[_CHATS]
    return chats[st.session_state.get(_WHICH) or 0]


def _own(chat: Chat) -> str | None:
    own: str | None = st.session_state.get(_ME)
    return own if own in chat.senders else None


def _title(chat: Chat) -> str:
    return chat.title or ", ".join(chat.senders[:3])


def _talk_label(say: Words, talk: Sequence[Message]) -> str:
    at = talk[0].at
    count = say("chat.messages", count=len(talk))
    return f"{say.day(at.date())} · {count}" if at else count


def _take_file() -> None:
    given = st.session_state.get(_FILE)
    if given is not None:
        _take(given.name, given.getvalue())


def _take_pasted() -> None:
    _take("", (st.session_state.get(_PASTED) or "").encode())


def _take(name: str, content: bytes) -> None:
    st.session_state[_PROBLEM] = None
    try:
        bring(chats_in(name, content))
    except KesanError as error:
        st.session_state[_PROBLEM] = error
