"""/rewards (پاداش): what a member's notches are good for, how near it is, and what they claimed."""

import asyncio
import secrets

from aiogram import Bot, Router
from aiogram.methods import EditMessageMedia
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)
from markupsafe import Markup

from handlers import errors
from handlers.fronts import MOST, brings, no_stick, which
from handlers.replies import Reply, Step, key, picture, rows, send, toast
from handlers.reward.looks import Fetch, Shelf, Want, Yes, last_day, notches, short, until
from handlers.reward.looks import stock as stock_of
from handlers.rights import username
from handlers.screens import Screen, on_tap, on_words
from handlers.stick import stick
from handlers.till.card import digits, scan_link
from handlers.till.card import until as ends
from hub.context import Hub
from hub.errors import NotFound
from hub.person.people import Who
from hub.reward import claims, shelves
from hub.reward.claims import Claimed, ClaimView
from hub.reward.shelves import Offer
from hub.reward.shelves import Shelf as Rewards
from hub.reward.validity import lapses
from hub.stick.members import StickView
from hub.till.tickets import Card
from locales.voice import Spoken, Voice

router = Router(name="rewards")


async def _all(hub: Hub, who: Who, voice: Voice) -> list[Step]:
    """The person's rewards, a message a hangout."""
    found = await shelves.shelves(hub, who.id)
    if not found:
        return [send(who.id, no_stick(voice))]
    if len(found) > MOST:
        return [on_words(who.id, which(voice, found, lambda shelf: Shelf(hangout=shelf.hangout_id)))]
    return [on_words(who.id, screen(voice, shelf)) for shelf in found]


brings(router, _all, "rewards", "پاداش", "پاداش‌ها", "پاداش‌های من")


@router.callback_query(Shelf.filter())
async def shelf_pressed(press: CallbackQuery, callback_data: Shelf, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The rewards of one hangout, in place of what was tapped; a picture that was tapped stays."""
    found = await shelves.shelves(hub, who.id, callback_data.hangout)
    if not found:
        raise NotFound
    if isinstance(press.message, Message) and press.message.photo:
        return [on_words(who.id, screen(voice, found[0])), toast(press)]
    return on_tap(press, screen(voice, found[0]))


@router.callback_query(Want.filter())
async def wanted(press: CallbackQuery, callback_data: Want, hub: Hub, who: Who, voice: Voice) -> Reply:
    """What it costs and how long it holds, before anything is cut."""
    shelf, offer = await shelves.offer(hub, who.id, callback_data.reward)
    return on_tap(press, _sure(hub, voice, shelf, offer) if offer.fits else screen(voice, shelf))


@router.callback_query(Yes.filter())
async def claimed(press: CallbackQuery, callback_data: Yes, hub: Hub, who: Who, voice: Voice) -> Reply:
    """It is claimed, once however often the button is tapped."""
    done = await claims.claim(hub, who.id, callback_data.reward, callback_data.once)
    return on_tap(press, _claimed(voice, done))


@router.callback_query(Fetch.filter())
async def fetched(press: CallbackQuery, callback_data: Fetch, bot: Bot, hub: Hub, who: Who, voice: Voice) -> Reply:
    """The claim's ticket, to be shown at the counter; one that is made anew takes the place of the old one."""
    claim, card = await shelves.ticket(hub, who.id, callback_data.claim, anew=callback_data.anew)
    link = scan_link(await username(bot), card.ticket.token)
    file = BufferedInputFile(await asyncio.to_thread(_draw, voice, claim, card, link), "ticket.png")
    text, keys, message = _ticket(voice, claim, card), _another(voice, claim), press.message
    if callback_data.anew and isinstance(message, Message) and message.photo:
        media = InputMediaPhoto(media=file, caption=text, parse_mode="HTML")
        chat_id, number = message.chat.id, message.message_id
        said = voice.tell("A new code; the old one has ended.")
        shown = EditMessageMedia(media=media, reply_markup=keys, chat_id=chat_id, message_id=number)
        return [shown, toast(press, said)]
    return [picture(who.id, file, text, keys), toast(press)]


def screen(v: Voice, shelf: Rewards) -> Screen:
    """What there is, what each costs and how near it is; then what waits to be fetched."""
    parts = [
        v.say("<b>Rewards of {title}</b>", title=shelf.title)
        + Markup("\n")
        + v.frame("{have}", have=v.many("You have {n} notch.", "You have {n} notches.", shelf.balance)),
        Markup("\n").join(_offer(v, offer) for offer in shelf.offers),
    ]
    if not shelf.offers:
        parts.append(v.say("No reward is offered here yet."))
    if shelf.waiting:
        lines = [v.frame("🎁 {reward} · {until}", reward=c.title, until=_until(v, c)) for c in shelf.waiting]
        parts.append(Markup("\n").join([v.say("<b>Yours to fetch</b>"), *lines]))
    keys = [[key(v.tell("Show {reward}", reward=short(c.title)), Fetch(claim=c.id).pack())] for c in shelf.waiting]
    keys += [[_want(v, offer)] for offer in shelf.offers if offer.fits]
    return Screen(Markup("\n\n").join(part for part in parts if part), rows(*keys))


def _offer(v: Voice, offer: Offer) -> Markup:
    """A line: the reward, its price, and how near it is."""
    reward = offer.reward
    left = stock_of(v, reward)
    facts = [notches(v, reward.cost), *([left] if left else [])]
    if offer.missing:
        facts.append(v.many("{n} notch to go", "{n} notches to go", offer.missing))
    mark = "✓" if offer.fits else "•"
    return v.frame("{mark} {reward} · {facts}", mark=Spoken(mark), reward=reward.title, facts=Spoken(" · ".join(facts)))


def _want(v: Voice, offer: Offer) -> InlineKeyboardButton:
    return key(v.tell("Claim {reward}", reward=short(offer.reward.title)), Want(reward=offer.reward.id).pack())


def _until(v: Voice, claim: ClaimView) -> Spoken:
    return v.tell("until {day}", day=until(v, claim))


def _sure(hub: Hub, v: Voice, shelf: Rewards, offer: Offer) -> Screen:
    """The last question before notches are cut."""
    reward, now = offer.reward, hub.now()
    end = lapses(now, reward.valid_days, shelf.timezone)
    text = v.say(
        "<b>{reward}</b>\n{cost} come off your stick, {left} stay.\n\n"
        "Fetch it at the counter by {day}; if you do not, the notches come back to you.",
        reward=reward.title,
        cost=notches(v, reward.cost),
        left=notches(v, shelf.balance - reward.cost),
        day=v.date(last_day(end, shelf.timezone)),
    )
    yes = key(v.tell("Yes, I want it"), Yes(reward=reward.id, once=secrets.token_urlsafe(6)).pack())
    no = key(v.tell("Not now"), Shelf(hangout=shelf.hangout_id).pack())
    return Screen(text, rows([yes], [no]), photo=reward.picture)


def _claimed(v: Voice, done: Claimed) -> Screen:
    """It is theirs; what became of it since, if the button was an old one."""
    claim = done.claim
    back = key(v.tell("My rewards"), Shelf(hangout=claim.hangout_id).pack())
    if claim.state != "open":
        return Screen(v.say("{reward} was claimed with this button before.", reward=claim.title), rows([back]))
    text = v.say(
        "🎁 <b>{reward}</b> is yours.\nFetch it by {day}: show its code at the counter when you are there.\n\n"
        "{left} stay on your stick.",
        reward=claim.title,
        day=until(v, claim),
        left=notches(v, done.balance),
    )
    show = key(v.tell("Show at the counter"), Fetch(claim=claim.id).pack())
    return Screen(text, rows([show], [back]), v.tell("Claimed."))


def _ticket(v: Voice, claim: ClaimView, card: Card) -> Markup:
    """The text twin: who can not show the picture says the digits."""
    code = digits(v, card.ticket.code)
    lines = [
        v.frame("🎁 <b>{reward}</b> · {title}", reward=claim.title, title=card.title),
        v.say("Show this at the counter, or say the code."),
        # Between left-to-right marks, so that the two halves keep their order in a right-to-left line.
        Markup("<code>\u200e{} {}\u200e</code>").format(code[:3], code[3:]),
        v.frame("{until}", until=ends(v, card)),
    ]
    return Markup("\n").join(lines)


def _another(v: Voice, claim: ClaimView) -> InlineKeyboardMarkup:
    return rows([key(v.tell("New code"), Fetch(claim=claim.id, anew=True).pack())])


def _draw(v: Voice, claim: ClaimView, card: Card, link: str) -> bytes:
    """The card's picture, with the reward in the place of the name."""
    from pictures.card import CardView
    from pictures.card import card as drawing

    return drawing(CardView(card.title, claim.title, link, digits(v, card.ticket.code), ends(v, card), v.rtl))


def _missing(v: Voice, values: dict[str, object]) -> Markup:
    n = int(str(values.get("missing", 1)))
    return v.frame("{said}", said=v.many("{n} notch more, and it is yours.", "{n} notches more, and it is yours.", n))


errors.WORDS |= {
    "not_enough_notches": _missing,
    "out_of_stock": lambda v, _: v.say("The last one has just gone. Your notches stay as they are."),
    "reward_paused": lambda v, _: v.say("This reward is not offered now. Your notches stay as they are."),
    "claim_over": lambda v, _: v.say(
        "This one was handed over already, or its time is over. /rewards shows what is yours."
    ),
}


def _below_stick(v: Voice, view: StickView) -> InlineKeyboardButton | None:
    """Below a stick's picture, when it is good for something."""
    return key(v.tell("Claim a reward"), Shelf(hangout=view.hangout_id).pack()) if view.claimable else None


stick.BUTTONS["rewards"] = _below_stick
