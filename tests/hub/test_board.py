"""The board: every way to look at it, page after page and back again."""

import pytest

from hub.context import Hub
from hub.errors import NotFound
from hub.habit import interests
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, backing, board, ideas
from hub.ideas.board import PAGE, Edge, Look, Page
from hub.ideas.errors import NoMember, NothingToLookFor
from hub.ideas.ideas import Draft
from hub.person.people import Seen
from tests.conftest import StillClock
from tests.support.board import AUTHOR, moved, suggested
from tests.support.counter import CLERK, SARA, carded, hire, join
from tests.support.habit import tag
from tests.support.hangouts import OWNER, opened

THINGS = ("شیر بادام", "شیر جو", "کیک هویج", "نان سنگک", "چای هل", "قهوهٔ سرد", "شب شعر", "کارگاه سفال", "قفسهٔ کتاب")
THINGS += ("جای دوچرخه", "موسیقی آرام", "oat milk please")


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    """With Sara as a member."""
    found = await opened(hub, group=None)
    await join(hub, found)
    return found


async def walked(hub: Hub, look: Look) -> list[Page]:
    """All pages from the first to the last; then back again, which must show the same ones."""
    pages = [await board.page(hub, SARA.id, look)]
    while pages[-1].after is not None:
        pages.append(await board.page(hub, SARA.id, Look(look.hangout_id, look.what, look.about, pages[-1].after)))
    back = [pages[-1]]
    while back[-1].before is not None:
        back.append(await board.page(hub, SARA.id, Look(look.hangout_id, look.what, look.about, back[-1].before)))
    assert [page.ideas for page in back[::-1]] == [page.ideas for page in pages]
    return pages


async def seen(hub: Hub, hangout: HangoutView, what: str, about: str = "") -> list[int]:
    """The ids of all ideas that are looked at so, in their order."""
    return [one.id for page in await walked(hub, Look(hangout.id, what, about)) for one in page.ideas]


async def test_every_order(hub: Hub, hangout: HangoutView, clock: StillClock) -> None:
    found = await suggested(hub, hangout, *THINGS)
    fans = [Seen(9700 + n, f"n{n}", "en") for n in range(3)]
    for fan in fans:
        await join(hub, hangout, fan)
    for fan in fans:
        await backing.back(hub, fan.id, found[2])
    clock.pass_by(days=20)
    for fan in fans[:2]:
        await backing.back(hub, fan.id, found[7])
    await backing.back(hub, SARA.id, found[0])
    clock.pass_by(minutes=1)
    await backing.back(hub, SARA.id, found[4])
    newest = found[::-1]
    assert await seen(hub, hangout, "new") == newest
    top = [found[2], found[7], found[4], found[0]]
    assert await seen(hub, hangout, "top") == top + [one for one in newest if one not in top]
    assert await seen(hub, hangout, "rising") == [found[7], found[4], found[0], found[2]]
    assert await seen(hub, hangout, "backed") == [found[4], found[0]]
    assert await seen(hub, hangout, "mine") == []
    page = await board.page(hub, SARA.id, Look(hangout.id, "top"))
    assert [(one.backed, one.mine, one.backings) for one in page.ideas] == [
        (False, False, 3),
        (False, False, 2),
        (True, False, 1),
        (True, False, 1),
        (False, False, 0),
    ]
    assert (page.title, len(page.ideas), page.left) == (hangout.title, PAGE, None)


async def test_what_is_off_the_board_or_made(hub: Hub, hangout: HangoutView) -> None:
    a, b, c, d = await suggested(hub, hangout, *THINGS[:4])
    await backing.back(hub, SARA.id, c)
    await moved(hub, a, "declined", live=False)
    await moved(hub, b, "shortlisted")
    await moved(hub, c, "made")
    assert await seen(hub, hangout, "new") == [d, c, b]
    assert await seen(hub, hangout, "top") == [d, b]
    assert await seen(hub, hangout, "rising") == []
    assert await seen(hub, hangout, "state", "shortlisted") == [b]
    assert await seen(hub, hangout, "state", "made") == [c]
    for forged in ("declined", "held", "x"):
        with pytest.raises(NotFound):
            await board.page(hub, SARA.id, Look(hangout.id, "state", forged))
    own = await board.page(hub, AUTHOR.id, Look(hangout.id, "mine"))
    assert [(one.id, one.state) for one in own.ideas] == [(d, "new"), (c, "made"), (b, "shortlisted"), (a, "declined")]


async def test_by_interest(hub: Hub, hangout: HangoutView) -> None:
    food, books = await tag(hub, hangout, "food", "خوراکی"), await tag(hub, hangout, "books", "کتاب")
    found = await suggested(hub, hangout, *THINGS[:7], interests=[food])
    (shelf,) = await suggested(hub, hangout, THINGS[8], interests=[books])
    await backing.back(hub, SARA.id, found[3])
    assert await seen(hub, hangout, "tag", str(food)) == [found[3], *(f for f in found[::-1] if f != found[3])]
    page = await board.page(hub, SARA.id, Look(hangout.id, "tag", str(books)))
    assert ([one.id for one in page.ideas], [one.name for one in page.about]) == ([shelf], ["کتاب"])
    assert [one.name for one in await board.tags(hub, SARA.id, hangout.id)] == ["خوراکی", "کتاب"]
    elsewhere = await opened(hub, channel=-2001, group=None, owner=Seen(9801, "رضا", "fa"))
    theirs = await tag(hub, elsewhere, "food", "خوراکی")
    for forged in (str(theirs), "x", ""):
        with pytest.raises(NotFound):
            await board.page(hub, SARA.id, Look(hangout.id, "tag", forged))


async def test_for_a_member_what_they_like_comes_first(hub: Hub, hangout: HangoutView) -> None:
    """Each once, however many of their interests it is about; at first sight where that fills a page."""
    food, books, music = [await tag(hub, hangout, f"own-{name}", name) for name in ("خوراکی", "کتاب", "موسیقی")]
    both = await suggested(hub, hangout, *THINGS[:4], interests=[food, books])
    (shelf,) = await suggested(hub, hangout, THINGS[8], interests=[books])
    (song,) = await suggested(hub, hangout, THINGS[10], interests=[music])
    await backing.back(hub, SARA.id, song)
    await backing.back(hub, SARA.id, both[1])
    first = await board.page(hub, SARA.id, Look(hangout.id))
    assert (first.look.what, [one.id for one in first.ideas][:2]) == ("top", [both[1], song][::-1])
    assert await seen(hub, hangout, "yours") == []
    for liked in (food, books):
        await interests.pick(hub, SARA.id, hangout.id, liked, picked=True)
    assert await seen(hub, hangout, "yours") == [both[1], shelf, both[3], both[2], both[0]]
    first = await board.page(hub, SARA.id, Look(hangout.id))
    assert (first.look.what, [one.name for one in first.about]) == ("yours", ["خوراکی", "کتاب"])
    await suggested(hub, hangout, *THINGS[4:8], interests=[food])
    assert len(await seen(hub, hangout, "yours")) == 9
    await interests.clear(hub, SARA.id, hangout.id)
    assert (await board.page(hub, SARA.id, Look(hangout.id))).look.what == "top"


async def test_search_finds_every_spelling_and_beginnings_of_words(hub: Hub, hangout: HangoutView) -> None:
    found = await suggested(hub, hangout, *THINGS, *(f"کتاب‌های شعر {n}" for n in range(7)))
    assert await seen(hub, hangout, "search", "شير") == [found[1], found[0]]
    assert await seen(hub, hangout, "search", "Oat MI") == [found[11]]
    assert await seen(hub, hangout, "search", "كتابهاي") == found[:11:-1]
    assert await seen(hub, hangout, "search", "بادام شیر") == [found[0]]
    assert await seen(hub, hangout, "search", "زعفران") == []
    await authoring.withdraw(hub, AUTHOR.id, found[0])
    assert await seen(hub, hangout, "search", "بادام") == []
    for nothing in ("", "و", "؟!"):
        with pytest.raises(NothingToLookFor):
            await board.page(hub, SARA.id, Look(hangout.id, "search", nothing))


async def test_a_search_goes_on_where_it_stopped_reading(
    hub: Hub, hangout: HangoutView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two words that many ideas have, and two ideas have both: more is read than a page reads at once."""
    texts = [f"شیر {n}" if n % 2 else f"کیک {n}" for n in range(40)]
    texts[3] = texts[33] = "شیر و کیک"
    found = await suggested(hub, hangout, *texts)
    monkeypatch.setattr(board, "WINDOW", 3)
    monkeypatch.setattr(board, "WINDOWS", 2)
    pages = [await board.page(hub, SARA.id, Look(hangout.id, "search", "کیک شیر"))]
    while (edge := pages[-1].after) is not None:
        pages.append(await board.page(hub, SARA.id, Look(hangout.id, "search", "کیک شیر", edge)))
    assert [one.id for page in pages for one in page.ideas] == [found[33], found[3]]
    assert len(pages) > 2
    back = [await board.page(hub, SARA.id, Look(hangout.id, "search", "کیک شیر", pages[-1].before))]
    while (edge := back[-1].before) is not None:
        back.append(await board.page(hub, SARA.id, Look(hangout.id, "search", "کیک شیر", edge)))
    assert found[33] in [one.id for page in back for one in page.ideas]


async def test_strangers_and_forged_edges(hub: Hub, hangout: HangoutView) -> None:
    found = await suggested(hub, hangout, *THINGS[:6])
    with pytest.raises(NoMember):
        await board.page(hub, 4242, Look(hangout.id))
    with pytest.raises(NoMember):
        await board.tags(hub, 4242, hangout.id)
    for what, key in (("top", (1,)), ("new", (1, 2)), ("search", (1, 2)), ("everything", (1,))):
        with pytest.raises(NotFound):
            await board.page(hub, SARA.id, Look(hangout.id, what, "شیر", Edge(key)))
    gone = await board.page(hub, SARA.id, Look(hangout.id, "new", "", Edge((0,))))
    assert ([one.id for one in gone.ideas], gone.before) == (found[:0:-1], None), "the first page again"
    assert board.key_of(board.written((2, 7))) == (2, 7)
    for forged in ("", "1.2.3", "-1", "x", "9" * 19, "۱"):
        with pytest.raises(NotFound):
            board.key_of(forged)


async def test_the_counter_sees_of_a_member_what_was_noted_there_and_no_more(hub: Hub, hangout: HangoutView) -> None:
    await hire(hub, hangout, CLERK)
    found = await suggested(hub, hangout, *THINGS[:3])
    await backing.back(hub, SARA.id, found[0])
    own = (await ideas.post(hub, SARA.id, hangout.id, Draft("صندلی راحت"), once="own")).id
    member_id = (await carded(hub, hangout)).member_id
    await backing.back_for(hub, CLERK.id, member_id, found[1])
    page = await board.at_counter(hub, CLERK.id, member_id, Look(0, "top"))
    assert [one.id for one in page.ideas] == [found[1], found[0], own, found[2]]
    assert [one.noted for one in page.ideas] == [True, False, False, False]
    assert not any(one.mine or one.backed for one in page.ideas)
    seen_by_owner = await board.at_counter(hub, OWNER.id, member_id, Look(0, "search", "شیر"))
    assert [one.id for one in seen_by_owner.ideas] == [found[1], found[0]]
    for private in ("mine", "backed", "yours", board.FRONT):
        with pytest.raises(NotFound):
            await board.at_counter(hub, CLERK.id, member_id, Look(0, private))
