"""Needs: who is asked, how answers pass, names only by both, met by whom, the end of their time; on both engines."""

import asyncio

import pytest

from hub import clockwork, history
from hub.context import Hub
from hub.errors import NotFound, TextEmpty, TextTooLong
from hub.ideas.errors import NoMember
from hub.needs import helping, meeting, needs, talks
from hub.needs.asking import DAYS
from hub.needs.errors import NeedOver, OwnNeed, TalkEnded, TooManyNeeds
from hub.needs.needs import LIMIT, PER_DAY, Draft
from hub.needs.talks import Words
from hub.watch.errors import Muted, OwnThing
from hub.watch.mutes import mute
from hub.watch.reports import report
from hub.watch.things import REPORTABLE
from storage.needs import WARNING
from storage.tables import Entry, Line, Member, Need, NeedAsked, Notice, Presence, Talk
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.letters import deliver
from tests.support.members import joined, staff
from tests.support.needs import DARA, NAMES, NIMA, SARA, asked, scene, told
from tests.support.store import row, rows

MODERATOR = 9_100_001


async def heard(hub: Hub, kind: str) -> list[int]:
    """To whom notices of a kind were queued."""
    return sorted(one.chat_id for one in await rows(hub.db, Notice, kind=kind))


async def test_the_shop_and_those_who_can_help_are_asked_once(hub: Hub) -> None:
    place = await scene(hub)
    await staff(hub, place.hangout, MODERATOR, "گرداننده", "moderator")
    await staff(hub, place.hangout, MODERATOR + 1, "فروشنده", "clerk")
    first, again = await asyncio.gather(asked(hub, place), asked(hub, place))
    assert first.id == again.id
    assert (first.state, first.mine, first.asked) == ("open", True, 1)
    assert [tag.name for tag in first.tags] == ["چای"], "the words named it"
    assert await heard(hub, "need_new") == sorted([OWNER.id, MODERATOR])
    assert await heard(hub, "need_asked") == [DARA]
    assert len(await rows(hub.db, Presence, member_id=place.members[SARA])) == 1


async def test_interests_are_guessed_and_the_askers_word_counts(hub: Hub) -> None:
    place = await scene(hub)
    guess = await needs.guess(hub, SARA, place.hangout.id, "  چایِ   خوب برای مهمان ")
    assert (guess.text, guess.named) == ("چایِ خوب برای مهمان", (place.tea,))
    draft = Draft(guess.text, "photo-1", (place.sweets, 10**9))
    made = await needs.ask(hub, SARA, place.hangout.id, draft, once="1")
    assert ([tag.id for tag in made.tags], made.photo) == ([place.sweets], "photo-1")
    assert await heard(hub, "need_asked") == [NIMA]


async def test_nobody_is_asked_twice_a_day_and_it_costs_one_letter(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    for n in range(3):
        await asked(hub, place, f"چای شماره {n}")
    assert len(await rows(hub.db, NeedAsked)) == 1
    brought = await deliver(hub)
    assert brought.count(["need_asked"]) == 1
    clock.pass_by(days=1, minutes=1)
    await asked(hub, place, "چای دیگر", NIMA)
    assert len(await rows(hub.db, NeedAsked)) == 2


async def test_limits_and_strangers(hub: Hub) -> None:
    place = await scene(hub)
    with pytest.raises(NoMember):
        await asked(hub, place, person=77)
    for bad, error in (("  ", TextEmpty), ("؟!", TextEmpty), ("چ" * (LIMIT + 1), TextTooLong)):
        with pytest.raises(error):
            await asked(hub, place, bad)
    for n in range(PER_DAY):
        await asked(hub, place, f"نیاز {n}")
    with pytest.raises(TooManyNeeds):
        await asked(hub, place, "یکی دیگر")
    made = await row(hub.db, Need)
    for act in (needs.withdraw, needs.renew, meeting.meet):
        with pytest.raises(NotFound):
            await act(hub, DARA, made.id)
    other = await opened(hub, channel=-2001, group=-2002)
    await joined(hub, other, 55, "غریبه")
    with pytest.raises(NotFound):
        await needs.one(hub, 55, made.id)
    with pytest.raises(NotFound):
        await told(hub, made.id, 55, "من دارم")


async def test_an_answer_passes_nameless_and_is_answered_back(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "در کوچهٔ بالا هست.")
    assert (talk.asker, talk.shop, len(talk.lines)) == (False, False, 1)
    assert await heard(hub, "need_said") == [SARA]
    with pytest.raises(OwnNeed):
        await told(hub, need.id, SARA, "خودم")
    await told(hub, need.id, SARA, "چند است؟", talk.id)
    await told(hub, need.id, DARA, "ارزان است.")
    assert await heard(hub, "need_said") == sorted([DARA, SARA, SARA])
    [seen] = await talks.of_need(hub, SARA, need.id)
    assert [(line.ours, line.text) for line in seen.lines] == [
        (False, "در کوچهٔ بالا هست."),
        (True, "چند است؟"),
        (False, "ارزان است."),
    ]
    payloads = [one.payload for one in await rows(hub.db, Notice)]
    assert not any(name in str(payloads) for name in NAMES.values())
    with pytest.raises(NotFound):
        await talks.one(hub, NIMA, talk.id)


async def test_the_shop_speaks_with_one_voice_and_hears_back(hub: Hub) -> None:
    place = await scene(hub)
    await staff(hub, place.hangout, MODERATOR, "گرداننده", "moderator")
    need = await asked(hub, place)
    first = await told(hub, need.id, OWNER.id, "فردا می‌آوریم.")
    second = await told(hub, need.id, MODERATOR, "آوردیم.")
    assert (first.id, second.shop, [line.ours for line in second.lines]) == (second.id, True, [True, True])
    await told(hub, need.id, SARA, "ممنون", first.id)
    [said] = [one for one in await rows(hub.db, Notice, kind="need_said") if one.chat_id != SARA]
    assert said.chat_id == MODERATOR, "who spoke last for the shop"
    for act in (talks.share(hub, SARA, first.id, yes=True), talks.block(hub, OWNER.id, first.id, on=True)):
        with pytest.raises(NotFound):
            await act
    with pytest.raises(NotFound):
        await talks.other_of(hub, SARA, first.id)


async def test_what_is_said_for_the_shop_stands_in_the_history_once(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    for _ in range(2):
        await talks.say(hub, OWNER.id, need.id, Words("جمعه می‌رسد. " * 12), once="once")
    await told(hub, need.id, DARA, "سر کوچه")
    [line] = (await history.read(hub, OWNER.id, place.hangout.id)).acts
    assert line.what == "need_answered"
    assert line.about["words"].endswith("…")
    assert len(line.about["words"]) <= 80


async def test_an_asker_hears_the_shop_no_more_about_a_need(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, OWNER.id, "فردا می‌آوریم.")
    assert (await talks.block(hub, SARA, talk.id, on=True)).ended
    with pytest.raises(TalkEnded):
        await told(hub, need.id, OWNER.id, "آوردیم.")
    await told(hub, need.id, DARA, "من دارم.")
    other = await asked(hub, place, "چای دیگر؟")
    await told(hub, other.id, OWNER.id, "این را داریم.")
    assert not (await talks.block(hub, SARA, talk.id, on=False)).ended
    await told(hub, need.id, OWNER.id, "آوردیم.")


async def test_who_may_not_ask_hears_it_before_writing(hub: Hub) -> None:
    place = await scene(hub)
    await needs.may_ask(hub, SARA, place.hangout.id)
    await mute(hub, OWNER.id, place.members[SARA], 1)
    with pytest.raises(Muted):
        await needs.may_ask(hub, SARA, place.hangout.id)
    for number in range(PER_DAY):
        await asked(hub, place, f"چای {number}", NIMA)
    with pytest.raises(TooManyNeeds):
        await needs.may_ask(hub, NIMA, place.hangout.id)
    with pytest.raises(NoMember):
        await needs.may_ask(hub, 404, place.hangout.id)


async def test_being_asked_ends_by_one_act(hub: Hub) -> None:
    place = await scene(hub)
    await helping.set_(hub, DARA, place.hangout.id, place.sweets, on=True)
    await helping.stop(hub, DARA, place.hangout.id)
    [shown] = await helping.of(hub, DARA)
    assert not any(tag.on for tag in shown.tags)
    await asked(hub, place)
    assert await heard(hub, "need_asked") == []
    with pytest.raises(NotFound):
        await helping.stop(hub, 404, place.hangout.id)


async def test_a_moderator_who_is_no_member_sees_what_is_asked(hub: Hub) -> None:
    place = await scene(hub)
    await staff(hub, place.hangout, MODERATOR, "گرداننده", "moderator")
    await staff(hub, place.hangout, MODERATOR + 1, "فروشنده", "clerk")
    need = await asked(hub, place)
    [shown] = (await needs.others(hub, MODERATOR)).needs
    assert (shown.id, shown.keeper) == (need.id, True)
    assert (await needs.others(hub, MODERATOR + 1)).needs == ()


async def test_names_are_told_only_when_both_want_it(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "من دارم.")
    shown = await talks.share(hub, SARA, talk.id, yes=True)
    assert (shown.agreed, shown.both) == (True, False)
    assert await heard(hub, "need_wish") == [DARA]
    for person in (SARA, DARA):
        with pytest.raises(NotFound):
            await talks.other_of(hub, person, talk.id)
    await talks.share(hub, SARA, talk.id, yes=False)
    assert not (await talks.share(hub, DARA, talk.id, yes=True)).both
    await asyncio.gather(*(talks.share(hub, person, talk.id, yes=True) for person in (SARA, DARA)))
    assert (await talks.other_of(hub, SARA, talk.id)).name == NAMES[DARA]
    assert (await talks.other_of(hub, DARA, talk.id)).person_id == SARA
    assert await heard(hub, "need_names") == [DARA], "who agreed last sees it at once"
    assert (await talks.share(hub, SARA, talk.id, yes=False)).both, "what is told is told"
    with pytest.raises(NotFound):
        await talks.other_of(hub, NIMA, talk.id)


async def test_a_block_holds_for_both_and_for_other_needs(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "من دارم.")
    assert (await talks.block(hub, SARA, talk.id, on=True)).ended
    for person, about in ((DARA, None), (SARA, talk.id)):
        with pytest.raises(TalkEnded):
            await told(hub, need.id, person, "باز هم", about)
    with pytest.raises(TalkEnded):
        await talks.share(hub, DARA, talk.id, yes=True)
    clock.pass_by(days=2)
    await asked(hub, place, "چای دیگر")
    assert await heard(hub, "need_asked") == [DARA], "not about the second one"
    assert not (await needs.others(hub, DARA)).needs
    assert len((await needs.others(hub, NIMA)).needs) == 2
    assert not (await talks.block(hub, SARA, talk.id, on=False)).ended
    await told(hub, need.id, DARA, "باز هم")


async def test_only_the_two_of_a_talk_report_what_is_said_there(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    await told(hub, need.id, DARA, "حرف تندی")
    line = await row(hub.db, Line)
    with pytest.raises(NotFound):
        await report(hub, NIMA, "answer", line.id, "rude")
    with pytest.raises(OwnThing):
        await report(hub, DARA, "answer", line.id, "rude")
    assert (await report(hub, SARA, "answer", line.id, "rude")).hangout_id == place.hangout.id
    assert (await report(hub, NIMA, "need", need.id, "spam")).title == place.hangout.title
    for kind, number in (("answer", line.id), ("need", need.id)):
        async with hub.db.begin() as session:
            await REPORTABLE[kind].hide(session, hub, number)
    assert not (await needs.others(hub, NIMA)).needs
    with pytest.raises(NotFound):
        await talks.of_line(hub, SARA, line.id)


async def test_contact_details_wait_for_staff_and_the_muted_wait_longer(hub: Hub) -> None:
    place = await scene(hub)
    held = await asked(hub, place, "چای می‌خواهم، ۰۹۱۲۳۴۵۶۷۸۹")
    assert not held.shown
    assert await heard(hub, "need_asked") == []
    assert await heard(hub, "case") == [OWNER.id]
    with pytest.raises(NeedOver):
        await told(hub, held.id, DARA, "من دارم.")
    async with hub.db.begin() as session:
        await REPORTABLE["need"].show(session, hub, held.id)
    assert await heard(hub, "need_asked") == [DARA]
    await told(hub, held.id, DARA, "بیا اینجا: t.me/somebody")
    assert await heard(hub, "need_said") == []
    assert not await talks.of_need(hub, SARA, held.id)
    line = await row(hub.db, Line)
    for _ in range(2):
        async with hub.db.begin() as session:
            await REPORTABLE["answer"].show(session, hub, line.id)
    assert await heard(hub, "need_said") == [SARA]
    await mute(hub, OWNER.id, place.members[DARA], 1)
    with pytest.raises(Muted):
        await told(hub, held.id, DARA, "باز هم")


async def test_who_helped_gets_the_notches_once(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    talk = await told(hub, need.id, DARA, "من دارم.")
    with pytest.raises(NotFound):
        await meeting.meet(hub, SARA, need.id, talk_id=talk.id + 1)
    met = await asyncio.gather(*(meeting.meet(hub, SARA, need.id, talk_id=talk.id) for _ in range(3)))
    assert {(one.state, one.met_by) for one in met} == {("met", "member")}
    [entry] = await rows(hub.db, Entry, member_id=place.members[DARA])
    assert (entry.rule, entry.notches, entry.once_key, entry.by_id) == ("need", 2, f"need:{need.id}", None)
    [said] = await rows(hub.db, Notice, kind="need_met")
    assert (said.chat_id, said.payload["notches"]) == (DARA, 2)
    assert not await rows(hub.db, Entry, member_id=place.members[SARA])
    with pytest.raises(NeedOver):
        await needs.renew(hub, SARA, need.id)


@pytest.mark.parametrize(("shop", "by"), [(True, "shop"), (False, "else")])
async def test_met_by_the_shop_or_elsewhere_cuts_nothing(hub: Hub, shop: bool, by: str) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    assert (await meeting.meet(hub, SARA, need.id, shop=shop)).met_by == by
    assert not await rows(hub.db, Entry)


async def test_two_who_help_each_other_at_once(hub: Hub) -> None:
    place = await scene(hub)
    one, two = await asked(hub, place), await asked(hub, place, "شیرینی خوب؟", DARA)
    first, second = await told(hub, one.id, DARA, "این است"), await told(hub, two.id, SARA, "آن است")
    await asyncio.gather(
        meeting.meet(hub, SARA, one.id, talk_id=first.id), meeting.meet(hub, DARA, two.id, talk_id=second.id)
    )
    assert {entry.member_id for entry in await rows(hub.db, Entry)} == {place.members[SARA], place.members[DARA]}


async def test_time_runs_out_with_a_warning_and_one_tap_renews(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    assert (await needs.renew(hub, SARA, need.id)).renewals == 0, "most of its time is before it"
    clock.at = need.expires_at - WARNING
    await clockwork.run_due(hub)
    assert await heard(hub, "need_expiring") == [SARA]
    renewed = await asyncio.gather(*(needs.renew(hub, SARA, need.id) for _ in range(2)))
    assert {(one.renewals, one.warned, one.expires_at) for one in renewed} == {(1, False, clock.at + DAYS)}
    await clockwork.run_due(hub)
    assert len(await heard(hub, "need_expiring")) == 1
    clock.pass_by(days=DAYS.days, seconds=1)
    await clockwork.run_due(hub)
    assert (await needs.one(hub, SARA, need.id)).state == "expired"
    with pytest.raises(NeedOver):
        await told(hub, need.id, DARA, "دیر رسیدم")
    assert (await needs.renew(hub, SARA, need.id)).state == "open"
    await told(hub, need.id, DARA, "رسیدم")


async def test_one_that_was_withdrawn_is_over(hub: Hub, clock: StillClock) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    for _ in range(2):
        assert (await needs.withdraw(hub, SARA, need.id)).state == "withdrawn"
    with pytest.raises(NeedOver):
        await told(hub, need.id, DARA, "دیر رسیدم")
    for act in (needs.renew, meeting.meet):
        with pytest.raises(NeedOver):
            await act(hub, SARA, need.id)
    with pytest.raises(NotFound):
        await needs.one(hub, DARA, need.id)
    clock.pass_by(days=40)
    await clockwork.run_due(hub)
    assert await heard(hub, "need_expired") == []


async def test_what_one_can_help_with_comes_first(hub: Hub) -> None:
    place = await scene(hub)
    sweets = await asked(hub, place, "شیرینی خوب کجاست؟")
    tea = await asked(hub, place)
    assert [one.id for one in (await needs.others(hub, NIMA)).needs] == [sweets.id, tea.id]
    await helping.set_(hub, NIMA, place.hangout.id, place.sweets, on=False)
    assert [one.id for one in (await needs.others(hub, NIMA)).needs] == [tea.id, sweets.id]
    assert not (await needs.others(hub, SARA)).needs
    assert len((await needs.mine(hub, SARA)).needs) == 2
    with pytest.raises(NotFound):
        await helping.set_(hub, NIMA, place.hangout.id, 10**9, on=True)
    [mine] = await helping.of(hub, NIMA)
    assert [tag.on for tag in mine.tags] == [False, False]


async def test_many_answer_at_once_each_in_a_talk_of_their_own(hub: Hub) -> None:
    place = await scene(hub)
    need = await asked(hub, place)
    crowd = [await joined(hub, place.hangout, 500 + n, f"همراه {n}") for n in range(6)]
    await asyncio.gather(*(told(hub, need.id, 500 + n, f"پاسخ {n}") for n in range(len(crowd)) for _ in range(2)))
    assert len(await rows(hub.db, Talk)) == len(await rows(hub.db, Line)) == len(crowd)
    assert len(await rows(hub.db, Member)) == len(crowd) + len(NAMES)
