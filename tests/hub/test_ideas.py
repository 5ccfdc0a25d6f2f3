"""Ideas: posted once, found when alike, changed and taken back by their authors alone; on both engines."""

import pytest

from hub.context import Hub
from hub.errors import NotFound, TextEmpty, TextTooLong
from hub.hangout.hangouts import HangoutView
from hub.ideas import authoring, backing, hashtags, ideas, waiting
from hub.ideas.alike import alike
from hub.ideas.errors import BadHashtag, NoMember, TooFar, TooManyHashtags, TooManyIdeas, TooMuchMedia
from hub.ideas.ideas import Draft
from hub.ideas.views import IdeaView, Media
from hub.person import forgetting, mydata
from hub.person.people import Seen
from hub.stick import members
from hub.watch import REPORTABLE
from storage.tables import Gram, Idea, IdeaTag, Interest, Member, Move, Notice, Presence
from tests.conftest import StillClock
from tests.support.hangouts import OWNER, opened
from tests.support.store import row, rows

SARA, DARA = Seen(11, "سارا", "fa"), Seen(12, "دارا", "fa")
MILK = "کاش شیر بادام داشتید"


async def scene(hub: Hub) -> HangoutView:
    """An open hangout with two members."""
    hangout = await opened(hub)
    for seen in (SARA, DARA):
        await members.join(hub, seen, hangout.slug)
    return hangout


async def written(hub: Hub, hangout: HangoutView, text: str = MILK, seen: Seen = SARA, once: str = "") -> IdeaView:
    return await ideas.post(hub, seen.id, hangout.id, Draft(text), once=once or text)


async def move(hub: Hub, idea_id: int, state: str) -> None:
    async with hub.db.begin() as session:
        (await session.get_one(Idea, idea_id)).state = state


async def test_an_idea_stands_on_the_board_and_makes_a_present_day(hub: Hub) -> None:
    hangout = await scene(hub)
    shown = await written(hub, hangout, "  کاش   شیر بادام داشتید ")
    assert (shown.text, shown.state, shown.live, shown.mine, shown.backings) == (MILK, "new", True, True, 0)
    theirs = await ideas.one(hub, DARA.id, shown.id)
    assert (theirs.mine, theirs.backed) == (False, False)
    sara = await row(hub.db, Member, person_id=SARA.id)
    assert [one.member_id for one in await rows(hub.db, Presence)] == [sara.id]


async def test_the_same_word_of_a_wizard_makes_one_idea(hub: Hub) -> None:
    hangout = await scene(hub)
    first, second = [await written(hub, hangout, once="m7") for _ in range(2)]
    assert first.id == second.id
    assert len(await rows(hub.db, Idea)) == 1


@pytest.mark.parametrize(("text", "error"), [("  !!! 🙂", TextEmpty), ("", TextEmpty), ("آب " * 300, TextTooLong)])
async def test_what_is_no_idea(hub: Hub, text: str, error: type[Exception]) -> None:
    hangout = await scene(hub)
    with pytest.raises(error):
        await written(hub, hangout, text, once="x")
    with pytest.raises(TooMuchMedia):
        await ideas.post(hub, SARA.id, hangout.id, Draft(MILK, (Media("photo", "f"),) * 11), once="y")
    assert await rows(hub.db, Idea) == []


async def test_only_members_and_a_few_a_day(hub: Hub, clock: StillClock) -> None:
    hangout = await scene(hub)
    with pytest.raises(NoMember):
        await written(hub, hangout, seen=Seen(99, "غریبه", "fa"))
    for number in range(ideas.PER_DAY):
        await written(hub, hangout, f"ایدهٔ شمارهٔ {number}")
    with pytest.raises(TooManyIdeas):
        await written(hub, hangout, "یکی دیگر")
    await written(hub, hangout, seen=DARA)
    clock.pass_by(days=1, seconds=1)
    await written(hub, hangout, "یکی دیگر")


async def test_those_alike_are_found_whatever_the_spelling(hub: Hub) -> None:
    hangout = await scene(hub)
    milk = await written(hub, hangout)
    await written(hub, hangout, "ساعت کاری جمعه بیشتر شود")
    found = await alike(hub, DARA.id, hangout.id, "لطفاً شيرِ بادام بیاورید")
    assert [one.id for one in found] == [milk.id]
    assert await alike(hub, DARA.id, hangout.id, "پارکینگ دوچرخه") == []
    assert await alike(hub, DARA.id, hangout.id, "؟!") == []
    with pytest.raises(NoMember):
        await alike(hub, 99, hangout.id, MILK)


async def test_three_at_most_the_likest_first_and_none_that_is_made_or_gone(hub: Hub) -> None:
    hangout = await scene(hub)
    same = [await written(hub, hangout, f"شیر بادام {word}") for word in ("", "خنک", "شیرین", "تازه", "گرم")]
    found = await alike(hub, DARA.id, hangout.id, "شیر بادام")
    assert len(found) == 3
    assert found[0].id == same[0].id
    await move(hub, same[0].id, "made")
    await authoring.withdraw(hub, SARA.id, same[1].id)
    assert {same[0].id, same[1].id}.isdisjoint(one.id for one in await alike(hub, DARA.id, hangout.id, "شیر بادام"))


async def test_another_hangouts_ideas_are_not_found(hub: Hub) -> None:
    hangout = await scene(hub)
    await written(hub, hangout)
    other = await opened(hub, channel=-2001, group=-2002, owner=Seen(9002, "دیگری", "fa"))
    await members.join(hub, DARA, other.slug)
    assert await alike(hub, DARA.id, other.id, MILK) == []
    with pytest.raises(NotFound):
        await ideas.one(hub, 99, (await written(hub, hangout, "دیگر")).id)


async def test_other_words_are_found_in_the_place_of_the_first(hub: Hub) -> None:
    hangout = await scene(hub)
    idea = await written(hub, hangout)
    changed = await authoring.change(hub, SARA.id, idea.id, "قفسهٔ کتاب امانتی")
    assert changed.text == "قفسهٔ کتاب امانتی"
    assert await alike(hub, DARA.id, hangout.id, MILK) == []
    assert [one.id for one in await alike(hub, DARA.id, hangout.id, "قفسه کتاب")] == [idea.id]
    with pytest.raises(NotFound):
        await authoring.change(hub, DARA.id, idea.id, "نه")


async def test_taken_back_it_is_nobodys_to_see_but_its_authors(hub: Hub) -> None:
    hangout = await scene(hub)
    idea = await written(hub, hangout)
    for _ in range(2):
        assert (await authoring.withdraw(hub, SARA.id, idea.id)).state == "withdrawn"
    assert await rows(hub.db, Gram) == []
    assert len(await rows(hub.db, Move)) == 1
    with pytest.raises(NotFound):
        await ideas.one(hub, DARA.id, idea.id)
    assert [one.state for one in (await ideas.mine(hub, SARA.id, hangout.id)).ideas] == ["withdrawn"]


@pytest.mark.parametrize("state", ["shortlisted", "planned", "making", "made", "declined", "merged"])
async def test_from_the_shortlist_on_it_is_no_longer_its_authors(hub: Hub, state: str) -> None:
    idea = await written(hub, await scene(hub))
    await move(hub, idea.id, state)
    with pytest.raises(TooFar):
        await authoring.withdraw(hub, SARA.id, idea.id)
    with pytest.raises(TooFar):
        await authoring.change(hub, SARA.id, idea.id, "دیگر")


async def test_where_the_owner_wants_it_ideas_wait_for_a_moderator(hub: Hub) -> None:
    hangout = await scene(hub)
    await hashtags.hold(hub, OWNER.id, hangout.id, held=True)
    idea = await written(hub, hangout)
    assert (idea.state, idea.live) == ("held", False)
    assert await alike(hub, DARA.id, hangout.id, MILK) == []
    with pytest.raises(NotFound):
        await ideas.one(hub, DARA.id, idea.id)
    await written(hub, hangout, "قفسهٔ کتاب")
    [notice] = await rows(hub.db, Notice, kind="ideas_wait")
    assert notice.chat_id == OWNER.id
    told = await waiting.now(hub, OWNER.id, hangout.id)
    assert told is not None
    assert told.ideas == 2
    assert await waiting.now(hub, SARA.id, hangout.id) is None
    await hashtags.hold(hub, OWNER.id, hangout.id, held=False)
    assert (await written(hub, hangout, "دیگر")).state == "new"


async def test_a_link_waits_too_and_so_do_words_that_get_one(hub: Hub) -> None:
    hangout = await scene(hub)
    assert (await written(hub, hangout, "مثل example.com شیر بادام")).state == "hidden"
    plain = await written(hub, hangout, "قفسهٔ کتاب")
    assert (await authoring.change(hub, SARA.id, plain.id, "قفسهٔ کتاب 09121234567")).state == "hidden"


async def test_hidden_and_shown_again_it_stands_where_it_stood(hub: Hub) -> None:
    hangout = await scene(hub)
    idea = await written(hub, hangout)
    await move(hub, idea.id, "planned")
    kind = REPORTABLE["idea"]
    for change, live in ((kind.hide, False), (kind.hide, False), (kind.show, True), (kind.show, True)):
        async with hub.db.begin() as session:
            await change(session, hub, idea.id)
            found = await kind.find(session, idea.id, lock=True)
            assert found is not None
            assert found.shown is live
    assert (await ideas.one(hub, DARA.id, idea.id)).state == "planned"
    assert [one.id for one in await alike(hub, DARA.id, hangout.id, MILK)] == [idea.id]


async def test_an_album_is_one_idea_and_a_picture_that_comes_twice_is_one(hub: Hub) -> None:
    hangout = await scene(hub)
    draft = Draft(MILK, (Media("photo", "a"),), source=(-1002, 5))
    idea = await ideas.post(hub, SARA.id, hangout.id, draft, once="a1:77")
    for file_id in ("b", "c", "b"):
        await ideas.attach(hub, SARA.id, hangout.id, "a1:77", Media("photo", file_id))
    assert not await ideas.attach(hub, DARA.id, hangout.id, "a1:77", Media("photo", "d"))
    assert [one.file_id for one in (await ideas.one(hub, SARA.id, idea.id)).media] == ["a", "b", "c"]
    assert await ideas.of_message(hub, -1002, 5) == idea.id


async def test_one_that_was_asked_back_waits_for_its_authors_word(hub: Hub) -> None:
    hangout = await scene(hub)
    idea = await ideas.post(hub, SARA.id, hangout.id, Draft(MILK, asked=True), once="g")
    assert (idea.state, idea.live) == ("draft", False)
    for _ in range(2):
        assert (await authoring.decide(hub, SARA.id, idea.id)).state == "new"
    assert (await ideas.one(hub, DARA.id, idea.id)).live
    with pytest.raises(NotFound):
        await authoring.decide(hub, DARA.id, idea.id)


async def test_what_it_is_about_is_guessed_and_can_be_corrected(hub: Hub) -> None:
    hangout = await scene(hub)
    async with hub.db.begin() as session:
        session.add_all(
            [
                Interest(hangout_id=hangout.id, key="own-1", name="شیر"),
                Interest(hangout_id=hangout.id, key="own-2", name="موسیقی"),
                Interest(hangout_id=hangout.id, key="own-3", name="بادام", active=False),
            ]
        )
    idea = await written(hub, hangout)
    assert [tag.name for tag in idea.tags] == ["شیر"]
    music = await row(hub.db, Interest, key="own-2")
    changed = await authoring.change(hub, SARA.id, idea.id, interests_=[music.id, 999])
    assert [tag.name for tag in changed.tags] == ["موسیقی"]
    await authoring.withdraw(hub, SARA.id, idea.id)
    assert [one.live for one in await rows(hub.db, IdeaTag)] == [False]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("#ایده شیر بادام", "شیر بادام"),
        ("شیر بادام #idea", "شیر بادام"),
        ("#ايده شیر #بادام", "شیر بادام"),
        ("#Idea", ""),
        ("ایده: شیر بادام", None),
        ("#ایده‌آل شیر", None),
        ("https://a.b/#idea", None),
    ],
)
def test_what_makes_a_message_an_idea(text: str, left: str | None) -> None:
    assert hashtags.idea_in(text, hashtags.USUAL) == left


async def test_an_owners_own_hashtags(hub: Hub) -> None:
    hangout = await scene(hub)
    await hashtags.choose(hub, OWNER.id, hangout.id, "#پیشنهاد، wish #WISH")
    place = await hashtags.place(hub, -1002)
    assert place is not None
    assert place.hashtags == ("پیشنهاد", "WISH")
    for text, error in (("a-b", BadHashtag), ("# !", BadHashtag), ("a b c d e f g", TooManyHashtags)):
        with pytest.raises(error):
            await hashtags.choose(hub, OWNER.id, hangout.id, text)
    await hashtags.choose(hub, OWNER.id, hangout.id, "")
    place = await hashtags.place(hub, -1002)
    assert place is not None
    assert place.hashtags == hashtags.USUAL
    assert await hashtags.place(hub, -77) is None


async def test_of_a_forgotten_author_only_what_stands_on_the_board_stays(hub: Hub) -> None:
    hangout = await scene(hub)
    draft = Draft(MILK, (Media("photo", "f"),), source=(-1002, 5))
    stays = await ideas.post(hub, SARA.id, hangout.id, draft, once="a")
    gone = await written(hub, hangout, "قفسهٔ کتاب")
    await authoring.withdraw(hub, SARA.id, gone.id)
    told = (await mydata.of(hub, SARA.id))["memberships"][0]
    assert [one["idea"] for one in told["ideas"]] == [MILK, "قفسهٔ کتاب"]
    await backing.back(hub, DARA.id, stays.id)
    assert [one["idea"] for one in (await mydata.of(hub, DARA.id))["memberships"][0]["ideas_backed"]] == [MILK]
    await forgetting.forget(hub, SARA.id)
    left = await ideas.one(hub, DARA.id, stays.id)
    assert (left.text, left.media, left.backings) == (MILK, (), 1)
    assert await ideas.of_message(hub, -1002, 5) is None
    assert (await row(hub.db, Idea, id=gone.id)).text == ""
    assert [one.id for one in await alike(hub, DARA.id, hangout.id, MILK)] == [stays.id]
