"""Native polls: who hears of a vote, and how a poll ends."""

from typing import Any

import pytest

from tests.sandbox.places import Places
from tests.support.world import ActRefused


async def ask(places: Places, **fields: Any) -> dict[str, Any]:
    asked = {"chat_id": places.group, "question": "؟", "options": ["چای", "قهوه", "آب"], "is_anonymous": False} | fields
    sent: dict[str, Any] = await places.ok("sendPoll", **asked)
    return sent


async def votes(places: Places) -> list[dict[str, Any]]:
    return [update["poll_answer"] for update in await places.updates() if "poll_answer" in update]


async def test_a_vote_moves_and_is_taken_back(places: Places) -> None:
    sara = places.world.person("سارا")
    sent = await ask(places)
    ids = [option["persistent_id"] for option in sent["poll"]["options"]]
    seen = await sara.vote(sent, [0])
    assert seen["view"]["my_votes"] == [0]
    await sara.vote(sent, [2])
    seen = await sara.vote(sent, [])
    assert seen["poll"]["total_voter_count"] == 0
    told = await votes(places)
    assert [one["option_ids"] for one in told] == [[0], [2], []]
    assert [one["option_persistent_ids"] for one in told] == [[ids[0]], [ids[2]], []]
    assert {one["user"]["id"] for one in told} == {sara.id}
    assert all("voter_chat" not in one for one in told)


async def test_the_same_vote_again_is_no_news(places: Places) -> None:
    sent = await ask(places)
    for _ in range(2):
        await places.world.owner.vote(sent, [1])
    assert len(await votes(places)) == 1


async def test_an_anonymous_poll_tells_only_counts(places: Places) -> None:
    sent = await ask(places, chat_id=places.channel, is_anonymous=True)
    await places.world.person("سارا").vote(sent, [0])
    told = await places.only("poll")
    assert [option["voter_count"] for option in told["options"]] == [1, 0, 0]


async def test_a_persons_poll_is_not_the_bots_business(places: Places) -> None:
    owner = places.world.owner
    theirs = await owner.act("send_poll", chat_id=places.group, question="؟", options=["۱", "۲"], anonymous=False)
    await owner.vote(theirs, [0])
    assert await places.kinds() == ["message"]
    refused = await places.refused("stopPoll", chat_id=places.group, message_id=theirs["message_id"])
    assert refused == "Bad Request: poll can't be stopped"


async def test_an_anonymous_admin_votes_as_the_group(places: Places) -> None:
    owner = places.world.owner
    await owner.promote(owner.id, places.group, anonymous=True)
    sent = await ask(places)
    await owner.vote(sent, [0])
    (told,) = await votes(places)
    assert told["voter_chat"]["id"] == places.group
    assert told["user"]["id"] == 136817688


async def test_several_answers_only_where_allowed(places: Places) -> None:
    sara = places.world.person("سارا")
    several = await ask(places, allows_multiple_answers=True)
    await sara.vote(several, [0, 2])
    assert (await votes(places))[0]["option_ids"] == [0, 2]
    with pytest.raises(ActRefused, match="only one option"):
        await sara.vote(await ask(places), [0, 1])
    with pytest.raises(ActRefused, match="no such option"):
        await sara.vote(several, [3])


async def test_a_quiz_vote_is_final_and_its_answer_a_secret(places: Places) -> None:
    sara = places.world.person("سارا")
    sent = await ask(places, type="quiz", correct_option_ids=[1])
    await sara.vote(sent, [0])
    with pytest.raises(ActRefused, match="can not be changed"):
        await sara.vote(sent, [1])
    theirs = await sara.act("send_poll", chat_id=places.group, question="؟", options=["۱", "۲"], quiz=True)
    assert "correct_option_id" not in theirs["poll"]
    assert sent["poll"]["correct_option_ids"] == [1]


async def test_a_stopped_poll_is_closed_for_good(places: Places) -> None:
    sara = places.world.person("سارا")
    sent = await ask(places)
    await sara.vote(sent, [1])
    stopped = await places.ok("stopPoll", chat_id=places.group, message_id=sent["message_id"])
    assert (stopped["is_closed"], stopped["options"][1]["voter_count"]) == (True, 1)
    with pytest.raises(ActRefused, match="closed"):
        await sara.vote(sent, [0])
    again = await places.refused("stopPoll", chat_id=places.group, message_id=sent["message_id"])
    assert again == "Bad Request: poll has already been closed"
    text = await places.ok("sendMessage", chat_id=places.group, text="x")
    other = await places.refused("stopPoll", chat_id=places.group, message_id=text["message_id"])
    assert other == "Bad Request: message is not a poll"


async def test_a_poll_closes_by_the_sandboxs_clock(places: Places) -> None:
    sent = await ask(places, open_period=600)
    late = await ask(places, close_date=int(await places.world.now()) + 1200)
    await places.world.advance(601)
    seen = {message["message_id"]: message for message in await places.world.owner.messages(places.group)}
    assert seen[sent["message_id"]]["poll"]["is_closed"]
    assert not seen[late["message_id"]]["poll"]["is_closed"]
    told = await places.only("poll")
    assert (told["id"], told["is_closed"]) == (sent["poll"]["id"], True)


async def test_a_forwarded_poll_is_the_same_poll(places: Places) -> None:
    owner = places.world.owner
    sent = await ask(places)
    carried = await owner.forward(sent, owner.id)
    assert carried["poll"]["id"] == sent["poll"]["id"]
    assert carried["forward_origin"]["type"] == "user"
    heard = await places.only("message")
    assert [option["text"] for option in heard["poll"]["options"]] == ["چای", "قهوه", "آب"]
    await owner.vote(carried, [0])
    here = next(one for one in await owner.messages(places.group) if one["message_id"] == sent["message_id"])
    assert here["poll"]["total_voter_count"] == 1


async def test_a_copied_poll_is_a_new_one(places: Places) -> None:
    owner = places.world.owner
    sent = await ask(places)
    await owner.vote(sent, [0])
    fields = {"chat_id": owner.id, "from_chat_id": places.group, "message_id": sent["message_id"]}
    copied = await places.ok("copyMessage", **fields)
    seen = next(one for one in await owner.messages() if one["message_id"] == copied["message_id"])
    assert seen["poll"]["id"] != sent["poll"]["id"]
    assert seen["poll"]["total_voter_count"] == 0


async def test_hidden_results_show_at_the_close(places: Places) -> None:
    owner = places.world.owner
    sent = await ask(places, hide_results_until_closes=True)
    seen = await owner.vote(sent, [0])
    assert [option["voter_count"] for option in seen["poll"]["options"]] == [0, 0, 0]
    await places.ok("stopPoll", chat_id=places.group, message_id=sent["message_id"])
    shown = await owner.wait_for(places.group, lambda message: message["message_id"] == sent["message_id"])
    assert [option["voter_count"] for option in shown["poll"]["options"]] == [1, 0, 0]


async def test_who_is_outside_can_not_vote(places: Places) -> None:
    stranger = await places.world.new_person("غریبه")
    with pytest.raises(ActRefused, match="not in this chat"):
        await stranger.vote(await ask(places), [0])


async def test_a_description_stands_with_the_poll_in_its_message_only(places: Places) -> None:
    message = await ask(places, description="<b>مهر</b> قرعه", description_parse_mode="HTML")
    assert message["poll"]["description"] == "مهر قرعه"
    assert [entity["type"] for entity in message["poll"]["description_entities"]] == ["bold"]
    closed = await places.ok("stopPoll", chat_id=places.group, message_id=message["message_id"])
    assert "description" not in closed
