"""Prompts as validated data: one Markdown file each, front matter, then `# System` and `# User`.

The system part has no placeholder: it is the same for every reflection, so that providers cache it. What is filled
into the user part is another's text and stays inside the tags that the prompt puts round it: a closing tag written
in the text itself is made harmless.
"""

import re
from pathlib import Path
from string import Template
from typing import NamedTuple

import yaml
from pydantic import Field, ValidationError

from journal.errors import PromptBroken
from journal.frozen import Frozen

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n+# System\n(?P<system>.*?)\n# User\n(?P<user>.*)\Z", re.DOTALL)
_TAG = re.compile(r"</(\w+)>")


class Filled(NamedTuple):
    """A prompt with its inputs filled in."""

    system: str
    user: str


class Prompt(Frozen):
    """One prompt: what it is for, the meaning of each input, the name of the answer's form, and its wording."""

    id: str
    version: int = Field(ge=1)
    purpose: str = Field(min_length=1)
    inputs: dict[str, str]
    output: str
    system: str = Field(min_length=1)
    user: str = Field(min_length=1)

    @property
    def label(self) -> str:
        """What a reading is signed with: `notice@3`."""
        return f"{self.id}@{self.version}"

    def fill(self, **given: str) -> Filled:
        """The prompt for these inputs, each kept inside its tags.

        Raises:
            PromptBroken: an input is missing or unknown; the reason names it.
        """
        missing = sorted(self.inputs.keys() - given.keys())
        unknown = sorted(given.keys() - self.inputs.keys())
        if missing or unknown:
            raise PromptBroken(prompt=self.label, reason=f"missing {missing}, unknown {unknown}")
        tags = "|".join(sorted(set(_TAG.findall(self.user)))) or r"(?!)"
        tag = re.compile(rf"<(?=\s*/?\s*(?:{tags})\b)", re.IGNORECASE)
        return Filled(self.system, Template(self.user).substitute({name: tag.sub("‹", given[name]) for name in given}))


def load_prompt(folder: Path, name: str) -> Prompt:
    """The prompt `name` of `folder`.

    Raises:
        PromptBroken: the file is missing or breaks the rules of a prompt; the reason says which.
    """
    try:
        text = (folder / f"{name}.md").read_text(encoding="utf-8")
        return _checked(name, _parsed(name, text))
    except (OSError, UnicodeDecodeError) as error:
        raise PromptBroken(prompt=name, reason="the file can't be read") from error
    except (yaml.YAMLError, ValidationError) as error:
        raise PromptBroken(prompt=name, reason=f"front matter: {error}") from error


def _parsed(name: str, text: str) -> Prompt:
    parts = _FILE.match(text)
    if parts is None:
        raise PromptBroken(prompt=name, reason="needs front matter, then # System, then # User")
    head = yaml.safe_load(parts["head"])
    wording = {"system": parts["system"].strip(), "user": parts["user"].strip()}
    return Prompt.model_validate({**head, **wording} if isinstance(head, dict) else head)


def _checked(name: str, prompt: Prompt) -> Prompt:
    wording = Template(prompt.user)
    used, declared = set(wording.get_identifiers()), set(prompt.inputs)
    faults = {
        f"id is {prompt.id!r}": prompt.id != name,
        f"used, not declared: {sorted(used - declared)}": bool(used - declared),
        f"declared, not used: {sorted(declared - used)}": bool(declared - used),
        "a $ that begins no name": not wording.is_valid(),
        "# System has a placeholder": bool(Template(prompt.system).get_identifiers()),
    }
    for fault, found in faults.items():
        if found:
            raise PromptBroken(prompt=name, reason=fault)
    return prompt
