"""Given names of many countries: `coach/embedded/given_names.txt`, from the lists of the package Faker.

Faker 40.63.0 (MIT licence); needs `pip install faker==40.63.0` in any environment. Run with
`python -m training.given_names`. Common words of notes are left out: they are names by an honorific only.
"""

import importlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCALES = """id_ID en_US en_GB en_IN en_NG en_PK en_IE en_NZ en_KE yo_NG ig_NG ha_NG tw_GH zu_ZA pl_PL es_ES nl_NL it_IT
    sv_SE pt_PT fr_FR de_DE vi_VN fi_FI tr_TR""".split()
_SHORTEST = 3
_HEADER = "# Given names from Faker 40.63.0 (MIT licence), written by training/given_names.py\n"


def names_of(locale: str) -> set[str]:
    """The locale's given names, as Faker has them."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    lists = [getattr(provider, name) for name in dir(provider) if name.startswith("first_names")]
    return {str(name) for names in lists for name in names}


def given_names() -> list[str]:
    """All of them in lower case, single words of letters that are no common words, sorted."""
    common = set((ROOT / "coach/embedded/common_words.txt").read_text(encoding="utf-8").split())
    found = {name.lower() for locale in LOCALES for name in names_of(locale)}
    return sorted(name for name in found if name.isalpha() and len(name) >= _SHORTEST and name not in common)


if __name__ == "__main__":
    target = ROOT / "coach/embedded/given_names.txt"
    names = given_names()
    target.write_text(_HEADER + "\n".join(names) + "\n", encoding="utf-8")
    print(f"{len(names)} names in {target.relative_to(ROOT)}")
