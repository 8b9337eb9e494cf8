"""What is said becomes HTML that any page may show, quickly, whatever it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.markdown import cleaned, html_of
from tests.support.corpus import FILES, told

ANN = "01890a5d-ac96-774b-bcce-b302099a8057"
MENTION = f'<span class="mention" data-account="{ANN}">@{ANN}</span>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**b** and ~~s~~", "<p><strong>b</strong> and <del>s</del></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        (f"hey <@{ANN}>", f"<p>hey {MENTION}</p>"),
        (f"`<@{ANN}>`", f"<p><code>&lt;@{ANN}&gt;</code></p>"),
        ("a <script>alert(1)</script>", "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", '<p><a href="" rel="noopener noreferrer nofollow">x</a></p>'),
        ("![cat](http://x.y/c.png)", '<p><a href="http://x.y/c.png" rel="noopener noreferrer nofollow">cat</a></p>'),
        ("```python\na < b\n```", '<pre lang="python"><code>a &lt; b\n</code></pre>'),
        ("", ""),
    ],
)
def test_words_become_safe_html(body: str, html: str) -> None:
    assert html_of(body) == html


PIECES = [
    *(
        "a",
        "Zoë",
        "7",
        "1.",
        "2)",
        " ",
        "  ",
        "-",
        "--",
        "+",
        "=",
        "#",
        "|",
        "!",
        "'",
        '"',
        "(c)",
        "...",
        ":)",
        ":",
        "/",
    ),
    *("://", "http://a.b", "www.", "www.x.org", "WWW.x.org", "mailto:a", "a@b.org", "*", "_", "`", "~", "<", "&amp;"),
    *(
        "[x]",
        "\\",
        "\n",
        "\t",
        "\x00",
        "\u00a0",
        "\u2028",
        "\ufeff",
        "\u0301",
        "日本",
        "한국",
        "привет",
        "a_b",
        "__",
        "12",
        "_c",
        "مرحبا",
        "{",
        "^",
        "%",
    ),
]


@given(st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text()))
def test_plain_words_are_what_rendering_them_would_have_made(body: str) -> None:
    assert html_of(body) == cleaned(body)


def test_no_letter_of_any_script_is_taken_for_plain_that_is_not() -> None:
    for letter in map(chr, range(0xD800)):
        for body in (f"{letter}a", f"a {letter} a{letter}"):
            if (html := html_of(body)) == f"<p>{body}</p>":
                assert html == cleaned(body)


def test_real_talk_is_what_rendering_it_would_have_made() -> None:
    for file in FILES:
        for line in told(file):
            assert html_of(line.text) == cleaned(line.text)


def test_a_mention_hidden_in_an_attribute_opens_nothing() -> None:
    html = html_of(f'[x](http://a "<@{ANN}> onclick=alert(1)")')
    assert "onclick" not in html.split(">", 2)[1]
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "body",
    [
        ">" * 60_000,
        "- > " * 15_000,
        "|a" * 100 + "\n" + "|-" * 100 + "\n" + "x\n" * 5_000,
        "|a" * 30_000 + "\n" + "|-" * 30_000,
        "[" * 60_000,
        "*a **b " * 8_000,
        "`<@" * 20_000,
        "<" * 200_000,
    ],
)
def test_hostile_words_cost_little_and_stay_small(body: str) -> None:
    began = time.perf_counter()
    html = html_of(body)
    assert time.perf_counter() - began < 1
    assert len(html) < 20 * len(body)
