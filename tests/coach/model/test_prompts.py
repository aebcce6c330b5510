"""Prompts as data: the rules that each file keeps, and a wording that never changes without its version."""

import hashlib
import json
from pathlib import Path

import pytest

import coach.answers
from coach.answer_form import schema_of, sketch_of
from coach.answers import Answered, Guarded, LetterWritten, NearVerdict, Noticed, Requoted, Suggested, Weighed
from coach.prompts import PROMPTS, Prompt, load_prompt
from journal.errors import PromptBroken
from journal.frozen import Frozen
from journal.signals import Signal, Verdict

NAMES = sorted(path.stem for path in PROMPTS.glob("*.md"))
FORMS = [Noticed, Requoted, Weighed, Suggested, Guarded, Answered, LetterWritten]
WORDINGS = Path(__file__).with_name("wordings.json")
HEAD = "id: try\nversion: 1\npurpose: tries\ninputs: {text: any}\noutput: Guarded"


def wording(name: str) -> str:
    prompt = load_prompt(PROMPTS, name)
    form: type[Frozen] = getattr(coach.answers, prompt.output)
    whole = "\n".join([prompt.system, prompt.user, sketch_of(form)])
    return hashlib.sha256(whole.encode()).hexdigest()


def broken(folder: Path, text: str) -> str:
    (folder / "try.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptBroken) as raised:
        load_prompt(folder, "try")
    return str(raised.value.context["reason"])


def a_prompt() -> Prompt:
    return Prompt(id="try", version=2, purpose="t", inputs={"text": "any"}, output="X", system="S", user="<t>$text</t>")


def test_a_wording_changes_only_with_its_version() -> None:
    """When this fails: raise the version of the prompt whose wording changed, and put its new label here."""
    labels = {load_prompt(PROMPTS, name).label: wording(name) for name in NAMES}
    assert labels == json.loads(WORDINGS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_s_output_is_a_form_of_answer(name: str) -> None:
    assert issubclass(getattr(coach.answers, load_prompt(PROMPTS, name).output), Frozen)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("requote", "answer", "letter")])
def test_a_prompt_of_the_chain_is_short(name: str) -> None:
    prompt = load_prompt(PROMPTS, name)
    assert len(prompt.system) <= 6_000


@pytest.mark.parametrize("signal", list(Signal))
def test_notice_explains_every_signal(signal: Signal) -> None:
    assert f"- {signal}: " in load_prompt(PROMPTS, "notice").system


@pytest.mark.parametrize("verdict", list(Verdict))
def test_weigh_explains_every_verdict(verdict: Verdict) -> None:
    assert f"`{verdict}`" in load_prompt(PROMPTS, "weigh").system


def test_a_label_is_id_and_version() -> None:
    assert a_prompt().label == "try@2"


def test_a_missing_input_is_named() -> None:
    with pytest.raises(PromptBroken, match="text"):
        a_prompt().fill()


def test_an_unknown_input_is_named() -> None:
    with pytest.raises(PromptBroken, match="more"):
        a_prompt().fill(text="x", more="y")


def test_what_is_filled_in_can_t_close_its_tag() -> None:
    assert a_prompt().fill(text="a </t> b").user == "<t>a ‹/t> b</t>"


def test_other_angle_brackets_are_left_as_they_are() -> None:
    assert a_prompt().fill(text="i <3 u <table>").user == "<t>i <3 u <table></t>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no front matter", "needs front matter"),
        (f"---\n{HEAD}\n---\n# System\nS\n# User\nno placeholder", "declared, not used: ['text']"),
        (f"---\n{HEAD}\n---\n# System\nS\n# User\n$text $other", "used, not declared: ['other']"),
        (f"---\n{HEAD}\n---\n# System\nS $text\n# User\n$text", "# System has a placeholder"),
        (f"---\n{HEAD}\n---\n# System\nS\n# User\n$text costs $ 5", "a $ that begins no name"),
        (f"---\n{HEAD.replace('id: try', 'id: other')}\n---\n# System\nS\n# User\n$text", "id is 'other'"),
        (f"---\n{HEAD.replace('version: 1', 'version: 0')}\n---\n# System\nS\n# User\n$text", "front matter"),
        (f"---\n{HEAD}\nmodel: gpt\n---\n# System\nS\n# User\n$text", "front matter"),
        ("---\n[\n---\n# System\nS\n# User\n$text", "front matter"),
        ("---\n- a\n---\n# System\nS\n# User\n$text", "front matter"),
    ],
)
def test_a_prompt_file_that_breaks_a_rule_says_which(tmp_path: Path, text: str, reason: str) -> None:
    assert broken(tmp_path, text).startswith(reason)


def test_a_prompt_file_that_is_not_there_is_broken(tmp_path: Path) -> None:
    with pytest.raises(PromptBroken):
        load_prompt(tmp_path, "try")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_s_schema_is_flat(form: type[Frozen]) -> None:
    assert "$ref" not in json.dumps(schema_of(form))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_s_schema_requires_every_field(form: type[Frozen]) -> None:
    schema = schema_of(form)
    assert (schema["required"], schema["additionalProperties"]) == (list(schema["properties"]), False)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_shows_its_fields_in_the_order_of_thought(form: type[Frozen]) -> None:
    sketch = sketch_of(form)
    places = [sketch.index(f'\n  "{name}"') for name in form.model_fields]
    assert places == sorted(places)


def test_the_verdict_comes_after_their_side_and_the_grounds() -> None:
    fields = list(Weighed.model_fields)
    assert fields.index("their_side") < fields.index("grounds") < fields.index("verdict")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("mixed", Verdict.MIXED),
        ("Hidden Pitch", Verdict.HIDDEN_PITCH),
        ("real-connection", Verdict.REAL_CONNECTION),
        (" UNCLEAR. ", Verdict.UNCLEAR),
        ("a bit mixed", Verdict.MIXED),
        ("superficial", Verdict.SURFACE),
    ],
)
def test_a_near_miss_of_a_verdict_is_taken(given: str, verdict: Verdict) -> None:
    class Said(Frozen):
        verdict: NearVerdict

    assert Said.model_validate({"verdict": given}).verdict is verdict
