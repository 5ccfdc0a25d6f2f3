"""What a use case refuses, in words: one clear, kind line for each code."""

from collections.abc import Callable

from aiogram.types import CallbackQuery, Message, TelegramObject
from markupsafe import Markup

from handlers.replies import Reply, send, toast
from hub.errors import HubError
from locales.money import NAMES
from locales.voice import Voice

Words = Callable[[Voice, dict[str, object]], Markup]

WORDS: dict[str, Words] = {
    "not_found": lambda v, _: v.say("That is not here any more. Start again from /panel or /start."),
    "not_allowed": lambda v, _: v.say(
        "This is for the hangout's owners, and only while they are admins of its channel and group."
    ),
    "text_empty": lambda v, _: v.say("That came empty. Write a line and send it."),
    "text_too_long": lambda v, d: v.say(
        "That is a little long: {length} letters, and {limit} fit. Send a shorter one.", **d
    ),
    "too_few_options": lambda v, d: v.say("A question needs at least {limit} options, each on a line of its own.", **d),
    "too_many_options": lambda v, d: v.say("You wrote {count} options; {limit} fit. Leave a few out.", **d),
    "option_too_long": lambda v, d: v.say("“{option}” is too long for an option; {limit} letters fit.", **d),
    "options_equal": lambda v, d: v.say("“{option}” stands there twice. Change one of them.", **d),
    "chat_taken": lambda v, d: v.say("{title} already has a hangout of its own. Choose another.", **d),
    "no_chat": lambda v, _: v.say("A hangout needs a channel or a group first."),
    "bad_timezone": lambda v, _: v.say("I do not know that time zone. Write it like Asia/Tehran or Europe/Berlin."),
    "bad_hour": lambda v, _: v.say(
        "I could not read that hour. Write it like {example}.", example=v.clock(19 * 60 + 30)
    ),
    "bad_length": lambda v, d: v.say("A stick holds {least} to {most} notches. Send a number between them.", **d),
    "already_today": lambda v, _: v.say("Today’s question is out already; the next one comes at its hour."),
    "queue_full": lambda v, d: v.say("The queue is full: {limit} questions wait. Take one out first.", **d),
    "bad_amount": lambda v, d: v.say("I could not read that amount. Write it like {example}.", example=_amount(v, d)),
    "not_open": lambda v, _: v.say("The hangout is not open. Open it first in /panel."),
    "bad_number": lambda v, d: v.say("A whole number from {least} to {most} fits here.", **d),
    "currency_counts": lambda v, _: v.say(
        "Purchases are counted by amount. Let them count by visits first, then change the currency."
    ),
    "currency_owed": lambda v, d: v.say(
        "What customers owe is written down in {currency}, so the currency stays.", currency=_currency(v, d)
    ),
    "invite_unknown": lambda v, _: v.say("I do not know this link. Ask the owner of the hangout for a new one."),
    "invite_used": lambda v, _: v.say("Somebody has used this link already. Ask the owner for a new one."),
    "invite_expired": lambda v, _: v.say("This link is over; it holds for one day. Ask the owner for a new one."),
    "owner_stays": lambda v, _: v.say("An owner stays an owner; that is not changed here."),
    "text_too_short": lambda v, d: v.say("A little longer, please: {limit} letters at least.", **d),
    "gifts_off": lambda v, _: v.say("Gifts are switched off in this hangout’s rules."),
    "by_hand_over": lambda v, d: v.say(
        "By hand you can give or take up to {limit} notches a day from one member; {left} are left today. "
        "For more, ask the owner.",
        **d,
    ),
    "stays_as_it_is": lambda v, _: v.say("This entry can not be taken back by hand."),
    "last_owner": lambda v, d: v.say(
        "You are the only owner of {title}, and it is open. Close it in /panel first, then come back.", **d
    ),
    "still_owes": lambda v, d: v.say(
        "You still owe {sum} at {title}. Settle it there first, then come back.", sum=_owed(v, d), title=d["title"]
    ),
}


def _amount(voice: Voice, values: dict[str, object]) -> str:
    """An amount such as a shop might name, in the currency that was asked for."""
    currency = str(values.get("currency", "toman"))
    return voice.money(1_200_000 if currency in ("toman", "rial") else 12_500, currency)


def _owed(voice: Voice, values: dict[str, object]) -> str:
    return voice.money(int(str(values["amount"])), str(values["currency"]))


def _currency(voice: Voice, values: dict[str, object]) -> str:
    return NAMES[str(values.get("currency", "toman"))](voice)


def words(voice: Voice, error: HubError) -> Markup:
    """The line for an error; every code has one (a test holds that)."""
    return WORDS[error.code](voice, error.values)


def ours(voice: Voice) -> Markup:
    """Something broke on our side."""
    return voice.say("That did not work, and it is our fault. What you wrote is kept; try again in a little while.")


def reply(event: TelegramObject, voice: Voice, line: Markup) -> Reply:
    """The line, where the person is looking: an alert on a tap, a message on a message in private."""
    if isinstance(event, CallbackQuery):
        return toast(event, line.unescape(), alert=True)
    if isinstance(event, Message) and event.chat.type == "private":
        return send(event.chat.id, line)
    return None
