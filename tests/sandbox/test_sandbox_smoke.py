from tests.support.world import SandboxWorld


async def test_a_first_talk() -> None:
    async with SandboxWorld() as world:
        me = await world.call("getMe")
        assert me["ok"], me
        sara = await world.new_person("Sara", language_code="en")
        refused = await world.call("sendMessage", chat_id=sara.id, text="x")
        assert refused["error_code"] == 403
        await sara.start("abc")
        updates = await world.call("getUpdates", timeout=5)
        assert updates["result"][0]["message"]["text"] == "/start abc"
        markup = {"inline_keyboard": [[{"text": "Tap", "callback_data": "t"}]]}
        sent = await world.call(
            "sendMessage", chat_id=sara.id, text="<b>hi</b>", parse_mode="HTML", reply_markup=markup
        )
        assert sent["ok"], sent
        message = await sara.wait_for(sara.id, "hi")
        answer = await sara.press(message, "Ta", wait=0)
        assert not answer.answered
        updates = await world.call("getUpdates", offset=2)
        press = updates["result"][0]["callback_query"]
        assert (await world.call("answerCallbackQuery", callback_query_id=press["id"], text="ok"))["result"] is True
        channel = await world.chat_id("channel")
        await world.owner.add_bot(channel, "can_post_messages")
        poll = await world.call("sendPoll", chat_id=channel, question="q", options=[{"text": "a"}, {"text": "b"}])
        assert poll["ok"], poll
