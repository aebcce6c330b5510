"""What a suggested step may never do, whoever wrote it: carry a price, a link or sales material, ask for
time, a referral or a decision, chase an answer, offer a product, give in order to get.

A rule is about words that have no place in a sincere step. One that is told *not* to be done ("jangan bawa
brosur", "without the offer") breaks nothing. Precision first: kind words with a sale behind them, and no such
word, are the classifier's to find (`coach/guarding.py`).
"""

import re
from typing import NamedTuple

from journal.language import Language


class _Rule(NamedTuple):
    name: str
    words: re.Pattern[str]


def _rule(name: str, *alternatives: str) -> _Rule:
    return _Rule(name, re.compile("|".join(f"(?:{each})" for each in alternatives), re.IGNORECASE))


_MATERIAL = (
    r"brosur\w*|brochures?|katalog\w*|catalogues?|catalogs?|company profile\w*|compro|proposal\w*|pitch decks?|deck(?:-?nya)?"
    r"|porto?folios?|portofolio\w*|case stud(?:y|ies)|one-?pagers?|sampel\w*|rate cards?|leaflets?|flyers?"
    r"|data room|ilustrasi (?:premi|polis)|quotations?|penawaran\w*|company script|kartu namamu|your (?:business )?cards?"
)
_OFFER = (
    r"proposal\w*|penawaran\w*|pdf\w*|deck\w*|offer|quotes?|quotation\w*|invoice|tagihan\w*|sponsorship\w*|brosur\w*"
)
_ASKS = r"minta\w*|memint\w*|ask(?:ing|s)?|request|tagih\w*|dapatkan|dorong|get|press|push|ajukan"

_RULES = (
    _rule(
        "price",
        r"\bRp\.? ?\d|[$£€] ?\d|\b\d[\d.,]* ?(?:juta|jt|ribu|rb|k)?\s?(?:per (?:bulan|orang|unit)|sebulan)\b",
        r"\b(?:daftar|list) harga\w*|\bprice ?lists?\b|\bpric(?:e|es|ing)\b|\bdis[ck]on\w*|\bdiscounts?\b|\bpromo\w{0,3}\b",
        r"\bvouchers?\b|\bcashback\b|\bearly-?bird\b|\bharga (?:teman|khusus|spesial|promo|paket|normal|grosir)\b",
        r"\btarif (?:khusus|promo|baru|jasa)\w*|\b(?:paket|package)s? (?:umroh|umrah|lengkap|hemat|promo|premium|bundling|deal)\b",
    ),
    _rule(
        "link", r"https?://|\bwww\.|\b[\w-]+\.(?:com|co\.id|id|net|io|my\.id)\b", r"\blinks?\b|\blink-?nya\b|\btautan\b"
    ),
    _rule(
        "sales_material",
        rf"\b(?:{_MATERIAL})\b",
        r"\bproduct (?:evening|page|tour|sheet)\b|\bunit demo\b|\b(?:a|the|live|your) demo\b|\bdemo (?:produk|alat|gratis)\w*",
    ),
    _rule(
        "asks_for_time",
        r"\b(?:set|book|schedule|atur|jadwalkan|arrange|push for|suggest|propose|minta|usulkan|tawarkan)\b[^.!?]{0,45}"
        r"\b(?:meeting|slots?|intro call|sales call|\d+[- ]?(?:menit|minutes?|mins?)|presentasi\w*|pitch)\b",
        r"\bkapan (?:bisa |enaknya |boleh )?(?:saya|aku|gue|gw|kami|kita) (?:bisa )?(?:datang|dateng|presentasi|mampir) (?:bawa|buat presentasi|untuk)\b",
        r"\btime to present\b|\bto explore (?:synergies|opportunities)\b|\bwaktu (?:untuk |buat )?presentasi\b",
    ),
    _rule(
        "referral",
        rf"\b(?:{_ASKS})\b[^.!?]{{0,70}}\b(?:referr?al\w*|recommendation|rekomendasi\w*|merekomendasikan\w*|recommend|put in a word"
        r"|(?:an |the |warm )introduction|intro|testimoni\w*|testimonials?|endorse\w*|kontak (?:bosnya|temannya|klien)\w*|leads?|names of)\b",
        r"\b(?:made|make) the intro(?:duction)?\b|\bwarm intro\b|\bbahan referensi\b",
        r"\b(?:minta|tolong|agar|biar|supaya) (?:di)?kenal(?:in|kan) (?:ke|sama|dengan)\b[^.!?]{0,30}\b(?:klien|bos|direktur|pengadaan|pembeli|investor)\w*",
    ),
    _rule(
        "decision",
        r"\b(?:minta|tagih|tunggu|get|push for|press for|dapatkan|pastikan)\b[^.!?]{0,40}\b(?:keputusan\w*|decisions?|tanda ?tangan\w*|dukungan\w*|signature)\b",
        r"\bclosing\b|\bdeal-?nya\b|\bclose the (?:deal|sale)\b|\bsign(?:s|ed)? (?:up|the (?:contract|form|deal))\b",
        rf"\b(?:answer|jawaban|kepastian|kabar|decision)\w*\b[^.!?]{{0,25}}\b(?:on|soal|about|tentang|atas) (?:the |your )?(?:{_OFFER})\b",
        r"\b(?:surat|letter|berkas)\w* (?:selesai|done|jadi) (?:by )?(?:senin|selasa|rabu|kamis|jumat|monday|tuesday|wednesday|thursday|friday)\b",
    ),
    _rule(
        "chases",
        rf"\b(?:follow[- ]?up|nudge|chase|chasing|remind|ingatkan|tagih|menagih|kejar|kirim ulang|resend|tanya(?:kan)?|ping|ask)\b[^.!?]{{0,60}}\b(?:{_OFFER})\b",
        r"\b(?:sudah|udah|dah)(?: sempat| sempet)? (?:di)?(?:buka|baca|forward|pelajari|tanda ?tangan)\w*[^.!?]{0,25}\b(?:pdf|file|proposal|deck|penawaran|brosur|paket)\w*",
        r"\bfollow[- ]?up (?:lagi|again|ketiga|kedua)\b|\bremind (?:him|her|them) (?:twice|again)\b",
    ),
    _rule(
        "offers_product",
        r"\b(?:sekalian|sambil|lalu|terus|selipkan|sisipkan|and then|then)\b[^.!?]{0,30}\b(?:menawarkan|tawarkan|tawarin|jualan|promosi\w*|pamer\w*|kenalkan (?:produk|jasa|sistem|program)\w*|pitch)\b",
        r"\b(?:tawarkan|tawarin|menawarkan|offer|promosikan|jual|jualan|mention|sebut|ceritakan|kenalkan)\b[^.!?]{0,25}\b(?:produk\w*|jasa\w*|layananmu|polis\w*|paket\w*|program(?:mu)|asuransi\w*|unit(?:mu)|bisnis(?:mu)|your (?:product|service|course|app|business|company|offer|retreat|workshop))\b",
        r"\b(?:free|gratis) (?:trial|consultation|konsultasi|workshop|audit|assessment)\b|\b(?:konsultasi|audit|cek [\w ]{2,25}|trial|uji coba) gratis\b",
        r"\bblast\b|\bbroadcast\b|\b(?:promosi|iklan)(?:kan)?\b|\bupsell\b|\bcross-?sell\b",
        r"\b(?:logo|brand|merek)(?:-?mu|nya)?\b[^.!?]{0,20}\b(?:terlihat|kelihatan|visible|in it)\b",
    ),
    _rule(
        "gives_to_get",
        r"\b(?:biar|supaya|agar|sehingga|dengan begitu|begitu|so that|so (?:he|she|they|you))\b[^.!?]{0,60}"
        r"\b(?:sungkan|(?:h?utang) budi|butuh jasa\w*|beli|membeli|order|tender\w*|kontrak\w*|tanda ?tangan|penawaran|minta paket|tertarik"
        r"|berlangganan|closing|owe|buy|sign|feel awkward|feel the gap|hire you|need you|choose you|terlihat butuh|gampang diajak|ngundang kamu|mendukungmu|vote)\b",
        r"\bit'?ll pay off\b|\bpay(?:s)? off (?:when|later)\b|\butang budi\b|\bhutang budi\b|\bselagi (?:ia|dia|beliau) masih ingat\b",
        r"\b(?:pencalonan|tender|listing|commission|komisi|target bulan)\w*\b",
    ),
)

_NOT = re.compile(
    r"\b(?:jangan|tanpa|tidak|tak|nggak|ngga|enggak|gak|ga|bukan|hapus|keluarkan|simpan|simpen|singkirkan|lupakan|hindari|stop|berhenti|belum"
    r"|without|don['’]?t|do not|doesn['’]?t|no|not|none|never|nor|skip|instead of|leave out|leave the|set aside|avoid|drop|remove|rather than)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"^[^.!?;]{0,30}\b(?:simpan|simpen|simpen dulu|lain hari|nanti saja|belakangan|off the table|aside|can wait|out of it|tinggal(?:kan)? di rumah)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;\n]|,\s|\b(?:tapi|lalu|terus|but|then)\b", re.IGNORECASE)
_QUOTED = re.compile(r"(?<!\w)[\"“][^\"”\n]*[\"”]")


def broken_rule(step_text: str, language: Language) -> str | None:  # noqa: ARG001 mixed notes get both languages' rules
    """The name of the first rule that the step breaks, or None. Both languages' rules hold in either."""
    for rule in _RULES:
        for match in rule.words.finditer(step_text):
            if not is_denied(step_text, match):
                return rule.name
    return None


def is_denied(text: str, match: re.Match[str]) -> bool:
    """Whether the step tells *not* to do what `match` found in it."""
    before = text[: match.start()]
    clause = [*_CLAUSE.finditer(before)]
    lead = before[clause[-1].start() if clause else 0 :]
    return bool(_NOT.search(lead) or _NOT.match(match.group()) or _AFTERWARDS.match(text[match.end() :]))
