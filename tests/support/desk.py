"""An owner at the private chat with the bot, for tests: words are given as they stand in the code."""

from dataclasses import dataclass, field
from typing import Any

from hub.context import Hub
from hub.hangout.hangouts import HangoutView, owned_by
from locales.voice import Spoken, Voice, voice
from tests.support.people import Answer, Message, Someone, buttons_of, text_of

UNKNOWN = "\0"


@dataclass
class Desk:
    """`screen` is the message with the buttons that would be tapped next."""

    owner: Someone
    language: str = "fa"
    screen: Message = field(default_factory=dict)

    @property
    def voice(self) -> Voice:
        return voice(self.language)

    def words(self, message: str, **values: Any) -> Spoken:
        """A sentence of the code in the owner's language, as a message shows it."""
        return Spoken(self.voice.say(message, **values).replace("<b>", "").replace("</b>", "").unescape())

    async def sees(self, message: str, *, since: int | None = None, **values: Any) -> Message:
        """Waits for a message that holds the sentence's first line, as far as its first value that is not given."""
        known = {name: value or Spoken(UNKNOWN) for name, value in values.items()}
        wanted = self.words(message, **known).split("\n")[0].split(UNKNOWN)[0]
        self.screen = await self.owner.wait_for(self.owner.id, wanted, since=since)
        return self.screen

    async def tap(self, label: str, **values: Any) -> Answer:
        """Presses the screen's button with this label."""
        return await self.owner.press(self.screen, self.voice.tell(label, **values))

    async def press(self, data: str) -> Answer:
        """Presses a button that may have been made up."""
        return await self.owner.press(self.screen, data=data)

    async def say(self, message: str) -> Message:
        """Writes to the bot."""
        return await self.owner.say(message)

    async def share(self, label: str, chat_id: int) -> None:
        """Chooses a chat through the reply keyboard."""
        await self.owner.share_chat(self.voice.tell(label), chat_id)

    def labels(self) -> list[str]:
        """The screen's buttons."""
        return [button["text"] for button in buttons_of(self.screen)]

    @property
    def text(self) -> str:
        """The screen's words."""
        return text_of(self.screen)

    async def hangouts(self, hub: Hub) -> list[HangoutView]:
        """What the owner owns, from the store."""
        return await owned_by(hub, self.owner.id)


CITY = "<b>Which city’s clock shall the hangout follow?</b>\nTap one, or write a city’s name."
HOUR = (
    "<b>At what hour shall the daily question go out?</b>\n"
    "It is the clock of {city}. Tap one, or write it like {example}."
)
LENGTH = (
    "<b>How many notches fill a tally stick?</b>\n"
    "A day’s answer is one notch. Tap one, or write a number from {least} to {most}."
)
REWARD = "<b>What is the reward for a full stick?</b>\nTap one, or write your own."
PREVIEW = "<b>This is how a day’s question will look:</b>"
FIRST = (
    "<b>Here your channel and group become one always-open hangout. Shall we begin with the channel?</b>\n"
    "A channel, a group or both: choose with the buttons below, and I get the rights I need on the way."
)
ONE_MORE = "Bring the other one too, or go on with this alone."
OPENED = "<b>{title} is open.</b>"
ASK = "<b>What shall the question be?</b>"
BLANKS: dict[str, Any] = {"city": "", "example": "", "least": 5, "most": 100}
STEPS = {"timezone": CITY, "hour": HOUR, "length": LENGTH, "reward": REWARD, "preview": PREVIEW}
ANSWERS = {"timezone": "تهران", "hour": "۱۹:۳۰", "length": "۱۵", "reward": "یک چای <b>دبش</b>"}


async def walk_to(desk: Desk, channel: int, step: str) -> None:
    """From /new to a step of the wizard, with the channel alone and every answer written."""
    await desk.owner.start()
    await desk.say("/new")
    await desk.sees(FIRST)
    await desk.share("Choose a channel", channel)
    await desk.sees(ONE_MORE)
    if step == "chats":
        return
    await desk.say(desk.voice.tell("Continue"))
    for reached, question in STEPS.items():
        await desk.sees(question, **BLANKS)
        if reached == step:
            return
        await desk.say(ANSWERS[reached])
