"""Texts: Telegram's HTML, what it finds by itself, UTF-16 offsets, and the page's safe HTML."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.detect import detect
from sandbox.entities import cut, parse_html, strip, utf16_length
from sandbox.errors import BotApiError
from sandbox.html import to_html
from tests.sandbox.places import Places


def kinds(text: str, entities: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(entity["type"], cut(text, entity["offset"], entity["length"])) for entity in entities]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("سلام", "سلام", []),
        ("<b>الف</b>ب", "الفب", [("bold", "الف")]),
        ("🙂<i>x</i>", "🙂x", [("italic", "x")]),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
        (
            "<strong>a</strong><em>b</em><ins>c</ins><del>d</del>",
            "abcd",
            [("bold", "a"), ("italic", "b"), ("underline", "c"), ("strikethrough", "d")],
        ),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
        (
            "<blockquote>a</blockquote><blockquote expandable>b</blockquote>",
            "ab",
            [("blockquote", "a"), ("expandable_blockquote", "b")],
        ),
        ('<a href="https://t.me/x?a=1&amp;b=2">لینک</a>', "لینک", [("text_link", "لینک")]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", "x")]),
        ("<code>1 &lt; 2 &amp;&amp; &#x41;</code> &nbsp;", "1 < 2 && A &nbsp;", [("code", "1 < 2 && A")]),
        ("<b></b>x", "x", []),
    ],
)
def test_html(source: str, text: str, found: list[tuple[str, str]]) -> None:
    parsed, entities = parse_html(source)
    assert parsed == text
    assert kinds(parsed, entities) == found


def test_html_attributes() -> None:
    _, (link, code) = parse_html(
        '<a href="https://x.ir/?a=1&amp;b=2">l</a><pre><code class="language-py">x</code></pre>'
    )
    assert link["url"] == "https://x.ir/?a=1&b=2"
    assert code["language"] == "py"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>x", "Can't find end tag corresponding to start tag b"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("س<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("<marquee>x</marquee>", 'Unsupported start tag "marquee" at byte offset 0'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html(source: str, words: str) -> None:
    with pytest.raises(BotApiError) as error:
        parse_html(source)
    assert error.value.description == f"Bad Request: can't parse entities: {words}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("بزن /today@patogh_sandbox_bot حالا", [("bot_command", "/today@patogh_sandbox_bot")]),
        ("و/یا a/b", []),
        ("#ایده یک #گپ_ما‌شب!", [("hashtag", "#ایده"), ("hashtag", "#گپ_ما‌شب")]),
        ("#123 #", []),
        ("به @mahtab_r بگو", [("mention", "@mahtab_r")]),
        ("a@b.com و http://x.ir/a?b=1.", [("email", "a@b.com"), ("url", "http://x.ir/a?b=1")]),
        ("t.me/patogh خوب است", [("url", "t.me/patogh")]),
        ("🙂 #چای", [("hashtag", "#چای")]),
        ("$USD", [("cashtag", "$USD")]),
    ],
)
def test_what_is_found_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    assert kinds(text, detect(text, [])) == found


def test_nothing_is_found_inside_code() -> None:
    text, entities = parse_html("<code>/start @someone</code> /help")
    assert kinds(text, detect(text, entities)) == [("code", "/start @someone"), ("bot_command", "/help")]


def test_trimming_moves_entities() -> None:
    text, entities = parse_html("  <b> سلام </b>  <i> </i>")
    stripped, moved = strip(text, entities)
    assert stripped == "سلام"
    assert kinds(stripped, moved) == [("bold", "سلام")]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=5))
def test_the_pages_html_escapes_everything(text: str, places: list[tuple[int, int]]) -> None:
    """Whatever overlaps and wherever it is cut, elements nest and no markup of the text comes through."""
    total = utf16_length(text)
    names = ("bold", "italic", "text_link", "bot_command", "spoiler")
    entities = [
        {"type": names[index % 5], "offset": offset, "length": length, "url": "https://x.ir"}
        for index, (offset, length) in enumerate(places)
        if offset + length <= total
    ]
    html = to_html(text, entities)
    for tag in ("b", "i", "a", "span"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(f"</{tag}>")
    if not entities and "\n" not in text:
        assert "<" not in html


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("<script>&\"'", [], "&lt;script&gt;&amp;&quot;&#x27;"),
        (
            "ab",
            [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 1}],
            "<b>a<i>b</i></b>",
        ),
        ("🙂x", [{"type": "bold", "offset": 2, "length": 1}], "🙂<b>x</b>"),
        ("a\nb", [], "a<br>b"),
    ],
)
def test_the_pages_html(text: str, entities: list[dict[str, Any]], html: str) -> None:
    assert to_html(text, entities) == html


def test_a_link_never_runs_a_script() -> None:
    entity = {"type": "text_link", "offset": 0, "length": 1, "url": 'javascript:alert("x")'}
    assert 'href="https://javascript:alert(&quot;x&quot;)"' in to_html("x", [entity])


async def test_explicit_entities(places: Places) -> None:
    owner = places.world.owner
    bold = {"type": "bold", "offset": 3, "length": 2}
    sent = await places.ok("sendMessage", chat_id=owner.id, text="🙂 سل", entities=[bold])
    assert sent["entities"] == [bold]
    person = {
        "type": "text_mention",
        "offset": 0,
        "length": 2,
        "user": {"id": owner.id, "is_bot": False, "first_name": ""},
    }
    sent = await places.ok("sendMessage", chat_id=owner.id, text="سل", entities=[person])
    assert sent["entities"][0]["user"]["first_name"] == "مهتاب"
    html = f'<a href="tg://user?id={owner.id}">م</a><a href="tg://user?id=5">ن</a>'
    sent = await places.ok("sendMessage", chat_id=owner.id, text=html, parse_mode="HTML")
    assert [entity["offset"] for entity in sent["entities"]] == [0]
    outside = [{"type": "bold", "offset": 1, "length": 9}]
    assert "out of the text" in await places.refused("sendMessage", chat_id=owner.id, text="x", entities=outside)
