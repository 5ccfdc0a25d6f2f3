"""Finding members: most notches first, by part of a name however it is typed; on both engines."""

import pytest

from hub.context import Hub
from hub.errors import NotAllowed, TextEmpty, TextTooLong
from hub.hangout.hangouts import HangoutView
from hub.person import forgetting
from hub.stick.rules import Cut
from hub.till import found
from hub.till.found import PAGE
from tests.support.hangouts import OWNER, opened
from tests.support.members import cut, joined


@pytest.fixture
async def hangout(hub: Hub) -> HangoutView:
    return await opened(hub)


async def test_the_list_has_most_notches_first_and_neither_the_owner_nor_the_forgotten(
    hub: Hub, hangout: HangoutView
) -> None:
    for n in range(2 * PAGE):
        member_id = await joined(hub, hangout, 100 + n, f"همراه {n}")
        await cut(hub, member_id, Cut("gift", n % 5, "gift:1"))
    await joined(hub, hangout, OWNER.id, "مهتاب")
    await forgetting.forget(hub, 100)
    first = await found.listing(hub, OWNER.id, hangout.id)
    second = await found.listing(hub, OWNER.id, hangout.id, 1)
    held = [one.notches for one in (*first.members, *second.members)]
    assert held == sorted(held, reverse=True)
    assert (len(first.members), len(second.members), first.more, second.more) == (PAGE, PAGE - 1, True, False)
    names = {one.name for one in (*first.members, *second.members)}
    assert names == {f"همراه {n}" for n in range(1, 2 * PAGE)}
    for page in (-3, 10**18):
        await found.listing(hub, OWNER.id, hangout.id, page)


@pytest.mark.parametrize("part", ["کیان", "كيان", " کی‌ان ", "KIAN", "ان رضایی"])
async def test_a_part_of_a_name_is_found_however_it_is_typed(hub: Hub, hangout: HangoutView, part: str) -> None:
    await joined(hub, hangout, 1, "کیان رضایی Kian")
    await joined(hub, hangout, 2, "مینا")
    other = await opened(hub, channel=-2001, group=None, owner=OWNER.__class__(9002, "سارا", "fa"))
    await joined(hub, other, 3, "کیان دیگر Kian رضایی")
    shown = await found.named(hub, OWNER.id, hangout.id, part)
    assert [one.name for one in shown.members] == ["کیان رضایی Kian"]
    assert not shown.more


async def test_many_of_one_name_are_some(hub: Hub, hangout: HangoutView) -> None:
    for n in range(PAGE + 1):
        await joined(hub, hangout, 100 + n, f"علی {n}")
    shown = await found.named(hub, OWNER.id, hangout.id, "علی")
    assert (len(shown.members), shown.more) == (PAGE, True)
    assert (await found.named(hub, OWNER.id, hangout.id, "%")).members == ()


async def test_only_an_owner_looks_and_only_for_something(hub: Hub, hangout: HangoutView) -> None:
    await joined(hub, hangout, 42, "مینا")
    with pytest.raises(NotAllowed):
        await found.listing(hub, 42, hangout.id)
    with pytest.raises(NotAllowed):
        await found.named(hub, 42, hangout.id, "مینا")
    with pytest.raises(TextEmpty):
        await found.named(hub, OWNER.id, hangout.id, "  ")
    with pytest.raises(TextTooLong):
        await found.named(hub, OWNER.id, hangout.id, "م" * 41)
