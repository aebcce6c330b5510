"""What `doctor` looks at: where, how much, what is wrong and its mend."""

from journal.frozen import Frozen


class Finding(Frozen):
    """One thing looked at: the locale key of its sentence, the sentence's values, and whether it is well."""

    well: bool
    words: str
    values: dict[str, str | int] = {}
