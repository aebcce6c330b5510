"""A letter as a page of its own, to be printed or saved as PDF by any browser: one file that fetches nothing."""

from collections.abc import Iterator
from html import escape

from app.letters import Letter, Paragraph
from app.words import Words

_STYLE = """
@page { margin: 22mm 20mm; }
body { font: 12pt/1.6 Georgia, "Source Serif 4", serif; color: #14120e; background: #fff; max-width: 38rem;
  margin: 2rem auto; padding: 0 1.25rem; overflow-wrap: anywhere; }
h1 { font-size: 22pt; line-height: 1.2; margin: 0; }
h2 { font-size: 14pt; margin: 1.6em 0 .3em; break-after: avoid; }
p { margin: .4em 0; white-space: pre-wrap; orphans: 3; widows: 3; }
.days, footer { color: #544e43; font-size: 10.5pt; }
blockquote { margin: .6em 0; padding: 0 0 0 .9em; border-left: 2pt solid #b9cdbf; font-style: italic;
  white-space: pre-wrap; break-inside: avoid; }
cite { display: block; font-style: normal; font-size: 10pt; color: #544e43; }
footer { margin-top: 2.5em; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p class="days">{days}</p>
{body}
<footer>{foot}</footer>
</body>
</html>
"""


def letter_page(letter: Letter, say: Words) -> str:
    """The letter as an HTML document."""
    return _PAGE.format(
        language=say.language.value,
        style=_STYLE,
        title=escape(say("letter.title")),
        days=escape(say("letter.days", since=say.day(letter.since), until=say.day(letter.until))),
        body="\n".join(_body(letter, say)),
        foot=escape(say("letter.by.model" if letter.made_by == "model" else "letter.about")),
    )


def _body(letter: Letter, say: Words) -> Iterator[str]:
    topic = None
    for paragraph in letter.paragraphs:
        if paragraph.topic is not topic:
            topic = paragraph.topic
            yield f"<h2>{escape(say(f'letter.topic.{topic.value}'))}</h2>"
        yield f'<p dir="auto">{escape(paragraph.sentence)}</p>'
        yield from _quotes(paragraph, say)


def _quotes(paragraph: Paragraph, say: Words) -> Iterator[str]:
    for cite in paragraph.cites:
        yield f'<blockquote dir="auto">{escape(cite.quote)}<cite>{escape(say.day(cite.on))}</cite></blockquote>'
