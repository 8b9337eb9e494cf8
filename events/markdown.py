"""What is said, as HTML that any page may show: GitHub's markdown without raw HTML, sanitised, mentions marked."""

import re
from html import escape

import comrak
import nh3

HTML_VERSION = 1  # of everything in this file: HTML of different versions is never compared

_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.autolink = _EXTENSIONS.strikethrough = _EXTENSIONS.table = _EXTENSIONS.tasklist = True
_PARSING = comrak.ParseOptions()
_RENDERING = comrak.RenderOptions()
_RENDERING.escape = True  # a tag somebody writes is words, not markup
_RENDERING.hardbreaks = True
_RENDERING.github_pre_lang = True

# Sanitised last, so that whatever these rewrites make of odd input is judged like everything else.
_CODE_OR_MENTION = re.compile(r"<code>.*?</code>|&lt;@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})&gt;", re.DOTALL)
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? />')
_CLEANER = nh3.Cleaner(
    tags={
        *("a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "input", "li", "ol"),
        *("p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    },
    attributes={
        "a": {"href", "title"},
        "input": {"checked", "disabled"},
        "ol": {"start"},
        "pre": {"lang"},
        "span": {"data-account"},
        "td": {"align"},
        "th": {"align"},
    },
    tag_attribute_values={"input": {"type": {"checkbox"}}, "span": {"class": {"mention"}}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)


# One line of plain words, as most of what is said is: all that rendering does to it is to put a paragraph around it.
_LATIN, _GREEK, _CYRILLIC = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    "\u0386-\u03ff",
    "\u0400-\u0481\u048a-\u052f",
)
_KANA, _HAN, _HANGUL = "\u3041-\u3096\u30a1-\u30fa", "\u4e00-\u9fff", "\uac00-\ud7a3"
_LETTER = _LATIN + _GREEK + _CYRILLIC + _KANA + _HAN + _HANGUL
_WORDS = f"[{_LETTER}0-9 ,.;:?!'\"()/%$=+#|{{}}^\u2013\u2014\u2018-\u201e\u2026\u20ac-]*"
_PLAIN = re.compile(
    f"(?:[{_LETTER},.;:?!'\"()/%$]|[0-9]+(?![0-9.)])){_WORDS}"  # nothing that opens a heading, a list or a quote
    f"(?:(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]){_WORDS})*(?<! )"  # an underscore inside a word emphasises nothing
)

MAX_RENDERED = 64 * 1024  # characters; a longer body is shown as it was written
MAX_CELLS = 5_000  # a table of few letters can claim millions of cells
MAX_QUOTES = 100  # the sanitiser's time grows with the square of their depth
MAX_GROWTH = 16


def html_of(body: str) -> str:
    """Render a message's body; `<@account_id>` becomes a span with `data-account`, an image becomes a link to it."""
    if _PLAIN.fullmatch(body) and "://" not in body and "www." not in body:
        return f"<p>{body}</p>"
    return cleaned(body)


def cleaned(body: str) -> str:
    """The same by rendering and sanitising, which costs ten times as much."""
    html = _rendered(body)
    if "<img " in html:
        # Loaded by itself it would tell its host who reads this room, and when.
        html = _IMAGE.sub(r'<a href="\1">\2</a>', html)
    if "&lt;@" in html:
        html = _CODE_OR_MENTION.sub(_mention, html)
    return _CLEANER.clean(html).rstrip("\n")


def _rendered(body: str) -> str:
    """Markdown's HTML, or the plain text's where markdown's would be out of all proportion."""
    if len(body) <= MAX_RENDERED and _cells(body) <= MAX_CELLS:
        html = comrak.render_markdown(body, _EXTENSIONS, _PARSING, _RENDERING)
        if html.count("<blockquote>") <= MAX_QUOTES and len(html) <= MAX_GROWTH * len(body) + 1000:
            return html
    return f"<p>{escape(body)}</p>".replace("\n", "<br>\n")


def _cells(body: str) -> int:
    """At most how many cells a table in this body can have."""
    lines = body.split("\n") if "|" in body else []
    return max((line.count("|") for line in lines), default=0) * len(lines)


def _mention(found: re.Match[str]) -> str:
    account = found[1]
    return f'<span class="mention" data-account="{account}">@{account}</span>' if account else found[0]
