"""A form of answer in its two shapes: a JSON schema that servers enforce, and a short sketch that the model reads.

The schema is flat (no `$ref`, all fields required, nothing extra), since strict servers refuse the rest. It has no
descriptions: those stand in the sketch, which is in the prompt whatever the server enforces.
"""

import json
from functools import cache
from typing import Any

from pydantic import BaseModel

_KEPT = ("type", "enum", "items", "properties", "required", "additionalProperties", "anyOf")
_MOST_CHOICES = 8
"""A longer choice is not repeated in the sketch: the prompt explains each of its values."""


@cache
def schema_of(form: type[BaseModel]) -> dict[str, Any]:
    """The form's flat JSON schema."""
    whole = form.model_json_schema()
    return _flat(whole, whole.get("$defs", {}))


@cache
def sketch_of(form: type[BaseModel]) -> str:
    """The form as a commented JSON sketch, one line a field."""
    whole = form.model_json_schema()
    return "\n".join(_sketched(whole, whole.get("$defs", {}), ""))


def _flat(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    node = _resolved(node, definitions)
    flat = {key: node[key] for key in _KEPT if key in node}
    if "items" in flat:
        flat["items"] = _flat(flat["items"], definitions)
    if "anyOf" in flat:
        flat["anyOf"] = [_flat(one, definitions) for one in flat["anyOf"]]
    if "properties" in flat:
        flat["properties"] = {name: _flat(one, definitions) for name, one in flat["properties"].items()}
    return flat


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    return node if reference is None else definitions[reference.rpartition("/")[2]]


def _sketched(node: dict[str, Any], definitions: dict[str, Any], indent: str) -> list[str]:
    """The lines of an object."""
    lines = ["{"]
    for name, field in _resolved(node, definitions)["properties"].items():
        kind = _resolved(field, definitions)
        told = f"  // {field['description']}"
        within = f"{indent}  "
        if "properties" in kind:
            head, *body, tail = _sketched(kind, definitions, within)
            lines += [f'{within}"{name}": {head}{told}', *body, f"{tail},"]
        elif "properties" in _resolved(kind.get("items", {}), definitions):
            head, *body, tail = _sketched(kind["items"], definitions, within)
            lines += [f'{within}"{name}": [{head}{told}', *body, f"{tail}, …],"]
        else:
            lines.append(f'{within}"{name}": {_named(kind, definitions)},{told}')
    return [*lines, f"{indent}}}"]


def _named(kind: dict[str, Any], definitions: dict[str, Any]) -> str:
    kind = _resolved(kind, definitions)
    if len(kind.get("enum", ())) > _MOST_CHOICES:
        return "string"
    if "enum" in kind:
        return " | ".join(json.dumps(value) for value in kind["enum"])
    if "anyOf" in kind:
        return " | ".join(_named(one, definitions) for one in kind["anyOf"])
    if kind["type"] == "array":
        return f"[{_named(kind['items'], definitions)}, …]"
    return str(kind["type"])
