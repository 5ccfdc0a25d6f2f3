"""The owner's screens about rewards: all of them with their figures, and one whole."""

from aiogram.types import InlineKeyboardButton
from markupsafe import Markup

from handlers.hangout.panel import Visit
from handlers.hangout.panel_screens import button
from handlers.replies import key, rows
from handlers.reward.looks import Prize, Regret, notches, short
from handlers.screens import Screen
from hub.hangout.hangouts import HangoutView
from hub.reward import handover, rewards
from hub.reward.claims import ClaimView
from hub.reward.rewards import Kept
from locales.voice import Voice


async def listed(visit: Visit) -> Screen:
    """All rewards with their figures; what was handed over in the last minutes can be taken back."""
    v, hangout = visit.voice, visit.hangout
    kept = await rewards.kept(visit.hub, visit.who.id, hangout.id)
    late = await handover.lately(visit.hub, visit.who.id, hangout.id)
    parts = [v.say("<b>Rewards of {title}</b>", title=hangout.title), *(_line(v, one) for one in kept)]
    if not kept:
        parts.append(v.say("None yet. A reward is what people collect notches for."))
    keys = [[_prize(short(one.reward.title), hangout, one.reward.id, "open")] for one in kept]
    undo = [
        [
            key(
                v.tell("Undo: {reward} for {name}", reward=short(one.claim.title), name=short(one.name)),
                _regret(one.claim),
            )
        ]
        for one in late[:5]
    ]
    new = _prize(v.tell("New reward"), hangout, 0, "new")
    return Screen(Markup("\n\n").join(parts), rows(*keys, *undo, [new], [button(v.tell("Back"), hangout, "shelf")]))


def _regret(claim: ClaimView) -> str:
    """What the button that takes a hand-over back sends."""
    return Regret(claim=claim.id, times=claim.times).pack()


def _prize(label: str, hangout: HangoutView, reward_id: int, act_: str) -> InlineKeyboardButton:
    return key(label, Prize(hangout=hangout.id, reward=reward_id, act=act_).pack())


def _line(v: Voice, kept: Kept) -> Markup:
    return Markup("\n").join([v.frame("<b>{title}</b>", title=kept.reward.title), *_facts(v, kept)])


def _facts(v: Voice, kept: Kept) -> list[Markup]:
    """What it costs, what is left, and what became of its claims."""
    reward = kept.reward
    cost = notches(v, reward.cost)
    price = v.say("Costs a full stick: {cost}", cost=cost) if reward.main else v.say("Costs {cost}", cost=cost)
    left = (
        v.say("In stock: {n}", n=reward.stock) if reward.stock is not None else v.say("In stock: it does not run out")
    )
    counts = v.say("Waiting {waiting} · handed over {handed}", waiting=kept.waiting, handed=kept.handed)
    paused = [] if reward.active else [v.say("Not offered now")]
    return [price, left, counts, *paused]


def whole(visit: Visit, kept: Kept) -> Screen:
    """A reward with a button for everything that can be changed."""
    v, hangout, reward = visit.voice, visit.hangout, kept.reward

    def to(label: str, act_: str) -> InlineKeyboardButton:
        return _prize(label, hangout, reward.id, act_)

    holds = v.many("A claim holds {n} day", "A claim holds {n} days", reward.valid_days)
    lapsed = [v.say("Not fetched in time: {n}", n=kept.lapsed)] if kept.lapsed else []
    text = Markup("\n").join([_line(v, kept), *lapsed, v.frame("{holds}", holds=holds)])
    cost = button(v.tell("Stick length"), hangout, "length") if reward.main else to(v.tell("Price"), "notches")
    on = to(v.tell("Pause"), "pause") if reward.active else to(v.tell("Offer it again"), "resume")
    keys = rows(
        [to(v.tell("Name"), "title"), cost],
        [to(v.tell("Stock"), "stock"), to(v.tell("Validity"), "days")],
        [to(v.tell("Picture"), "picture"), on],
        [to(v.tell("Back"), "list")],
    )
    return Screen(text, keys, photo=reward.picture)
