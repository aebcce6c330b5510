"""The telling words of a question and a note, made comparable: stemmed, and Indonesian and English words of one
meaning as one. No dictionary of either language is needed: what is in no list is compared by its stem."""

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("concepts.yaml")
_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_SHORTEST_STEM = 4
_PREFIXES = tuple("meng meny mem men peng peny pem pen ber ter per nge ng ny me di ku".split())
_SUFFIXES = tuple("nya kan lah kah ku mu in an ing ed es s".split())
_PLAIN = frozenset(
    """yang dan di ke dari itu ini aku saya gue gua gw dia ia mereka kami kita tidak nggak ngga ga gak enggak tak
    bukan ada sudah
    udah belum lagi juga sama dengan untuk buat karena soalnya tapi cuma hanya kalau kalo bisa mau akan waktu pas terus
    trus lalu abis habis tadi saja aja sih dong kok ya orang apa siapa kenapa bagaimana gimana jadi punya lebih sangat
    banget sekali pada oleh yg dgn utk krn jg sm dr tp blm udh lg kan nya pun masih baru sambil setelah sebelum
    mana kapan
    berapa beliau pernah sedang tuh nih deh kah soal tentang antara seperti kayak biar agar supaya paling sempat
    ternyata
    pak bu mas mbak bang bapak ibu mbah ci ko
    the and of to in is was were are it that this i he she we they you my his her our your their its a an on at for from
    with as by be been not no or but if so then than when what which who whom whose why how where did do does had has
    have will would can could should just about there them him me us up out any some all more very too am im
    i'm i've i'd one ever s t re ve d ll go goes got get again next last still what's who's kira""".split()
)


def terms(text: str) -> tuple[str, ...]:
    """The telling words of a text in order, each as its concept where it has one, else as its stem."""
    return tuple(term for word in _WORD.findall(text) if (term := term_of(word)))


@cache
def term_of(word: str) -> str:
    """The concept or stem of a word; "" for one that tells nothing alone."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    if plain in _PLAIN or len(plain) < 2:  # noqa: PLR2004 single letters tell nothing
        return ""
    whole, beginnings = _concepts()
    if plain in whole:
        return whole[plain]
    for length in range(len(plain), 2, -1):
        if plain[:length] in beginnings and len(plain) - length <= _SHORTEST_STEM:
            return beginnings[plain[:length]]
    stem = stem_of(plain)
    return whole.get(stem) or beginnings.get(stem) or stem


def stem_of(word: str) -> str:
    """The word without what Indonesian and English hang before and after it, never under four letters."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM + (prefix == "ku"):
            word = word.removeprefix(prefix)
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word.removesuffix(suffix)
    return word


@cache
def _concepts() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and beginnings of words, each with its concept's name."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for line in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        words = str(line).split()
        name = f"={words[0].rstrip('*')}"
        for word in words:
            (beginnings if word.endswith("*") else whole).setdefault(word.rstrip("*"), name)
    return whole, beginnings
