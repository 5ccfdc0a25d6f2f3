"""What is kept of needs: the owner's list of what nobody met, a person's own data, and what goes with the forgotten."""

import pytest

from hub.context import Hub
from hub.errors import NotAllowed, NotFound, TextEmpty
from hub.needs import demand, meeting, needs, talks
from hub.needs.grouping import grouped
from hub.person import forgetting, mydata
from storage.tables import Line, Need, NeedAsked, NeedBlock, NeedHelp, NeedTag, Notice, Talk
from tests.conftest import StillClock
from tests.support.hangouts import OWNER
from tests.support.members import staff
from tests.support.needs import DARA, NAMES, NIMA, SARA, asked, scene, told
from tests.support.store import row, rows

CLERK = 9_100_002


def test_what_asks_for_the_same_stands_together() -> None:
    texts = ["نان بدون گلوتن دارید؟", "ساعت دیواری", "نانِ بدون گلوتن می‌خواهم", "gluten free bread"]
    assert grouped(texts) == [[0, 2], [1], [3]]
    assert grouped([]) == []


async def test_the_owner_reads_what_nobody_met(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    await asked(hub, place, "نان بدون گلوتن دارید؟")
    await asked(hub, place, "نانِ بدون گلوتن می‌خواهم", DARA)
    await asked(hub, place, "چای سفید", NIMA)
    met = await asked(hub, place, "ساعت دیواری", NIMA)
    await meeting.meet(hub, NIMA, met.id)
    gone = await asked(hub, place, "کلاه", NIMA)
    await needs.withdraw(hub, NIMA, gone.id)
    seen = await demand.listed(hub, OWNER.id, place.hangout.id, 7)
    assert [(one.people, one.waiting) for one in seen.wanted] == [(2, 2), (1, 1)]
    assert seen.wanted[0].text == "نانِ بدون گلوتن می‌خواهم"
    assert (seen.people, seen.page, seen.last) == (3, 0, 0)
    assert [(tag.name, count) for tag, count in seen.tags] == [("چای", 1)]
    clock.pass_by(days=100)
    assert not (await demand.listed(hub, OWNER.id, place.hangout.id)).wanted
    await staff(hub, place.hangout, CLERK, "فروشنده")
    with pytest.raises(NotAllowed):
        await demand.listed(hub, CLERK, place.hangout.id)


async def test_one_answer_of_the_shop_reaches_all_who_want_the_same(hub: Hub) -> None:
    place = await scene(hub)
    first = await asked(hub, place, "نان بدون گلوتن دارید؟")
    await asked(hub, place, "نانِ بدون گلوتن می‌خواهم", DARA)
    await asked(hub, place, "چای سفید", NIMA)
    for _ in range(2):
        assert await demand.answer(hub, OWNER.id, place.hangout.id, first.id, "از شنبه داریم.", once="1") == 2
    assert len(await rows(hub.db, Line)) == 2
    seen = await demand.listed(hub, OWNER.id, place.hangout.id)
    assert [(one.people, one.answered) for one in seen.wanted] == [(2, True), (1, False)]
    assert sorted(one.chat_id for one in await rows(hub.db, Notice, kind="need_said")) == sorted([SARA, DARA])
    with pytest.raises(TextEmpty):
        await demand.answer(hub, OWNER.id, place.hangout.id, first.id, " ", once="2")
    with pytest.raises(NotFound):
        await demand.answer(hub, OWNER.id, place.hangout.id, first.id + 100, "هست", once="3")
    with pytest.raises(NotAllowed):
        await demand.answer(hub, SARA, place.hangout.id, first.id, "هست", once="4")


@pytest.mark.parametrize("person", [SARA, DARA])
async def test_what_a_forgotten_person_asked_and_answered_goes(hub: Hub, person: int) -> None:
    place = await scene(hub)
    need, other = await asked(hub, place), await asked(hub, place, "شیرینی خوب؟", NIMA)
    talk = await told(hub, need.id, DARA, "من دارم.")
    await told(hub, need.id, NIMA, "من هم.")
    await told(hub, other.id, OWNER.id, "ما داریم.")
    await talks.block(hub, SARA, talk.id, on=True)
    await forgetting.forget(hub, person)
    left = [one.text for one in await rows(hub.db, Line)]
    assert left == (["ما داریم."] if person == SARA else ["من هم.", "ما داریم."])
    assert not await rows(hub.db, NeedBlock)
    assert [one.member_id for one in await rows(hub.db, NeedHelp)].count(place.members[person]) == 0
    assert (await row(hub.db, Need, member_id=place.members[SARA]) is None) == (person == SARA)
    assert {one.need_id for one in await rows(hub.db, NeedTag)} <= {one.id for one in await rows(hub.db, Need)}
    found = [one.member_id for model in (NeedAsked, Talk) for one in await rows(hub.db, model)]
    assert place.members[person] not in found


async def test_my_data_tells_of_my_needs_and_nobody_elses(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "من دارم.")
    await told(hub, need.id, SARA, "چند است؟", talk.id)
    [dara] = (await mydata.of(hub, DARA))["memberships"]
    assert dara["needs"]["asked"] == []
    assert [(one["about"], one["text"]) for one in dara["needs"]["said"]] == [(need.text, "من دارم.")]
    assert [one["interest"] for one in dara["needs"]["helps_with"]] == ["چای"]
    [sara] = (await mydata.of(hub, SARA))["memberships"]
    assert [one["need"] for one in sara["needs"]["asked"]] == [need.text]
    assert [one["text"] for one in sara["needs"]["said"]] == ["چند است؟"]
    assert NAMES[DARA] not in str(sara)
