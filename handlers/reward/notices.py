"""Private messages about rewards: lapsing and lapsed claims, hand-overs, a stock at its end."""

from handlers.habit.budget import PARTS
from handlers.letters import Letter
from handlers.notices import Desk, Render
from handlers.replies import key, rows
from handlers.reward.looks import Fetch, Prize, Shelf, notches, until
from hub.outbox import Parcel
from hub.person import people
from hub.reward import claims
from hub.reward.claims import ClaimView
from locales.voice import Voice, voice


async def _voice(desk: Desk, parcel: Parcel) -> Voice:
    return voice(await people.language_of(desk.hub, parcel.chat_id))


async def _as_it_was(desk: Desk, parcel: Parcel, state: str) -> ClaimView | None:
    """The claim, if it still stands as it did when the notice was queued; else the moment has passed."""
    claim = await claims.look(desk.hub, parcel.payload["claim_id"])
    if claim is None or (claim.state, claim.times) != (state, parcel.payload["times"]):
        return None
    return claim


async def _redeemed(desk: Desk, parcel: Parcel) -> Letter | None:
    claim = await _as_it_was(desk, parcel, "redeemed")
    if claim is None:
        return None
    v = await _voice(desk, parcel)
    return Letter(v.say("🎁 {reward} was handed over to you at {title}. Enjoy it.", **_named(claim)))


async def _undone(desk: Desk, parcel: Parcel) -> Letter | None:
    claim = await _as_it_was(desk, parcel, "open")
    if claim is None:
        return None
    v = await _voice(desk, parcel)
    text = v.say(
        "The hand-over of {reward} at {title} was taken back: it is yours to fetch again, until {day}.",
        day=until(v, claim),
        **_named(claim),
    )
    return Letter(text, rows([key(v.tell("Show at the counter"), Fetch(claim=claim.id).pack())]))


async def _expiring(desk: Desk, parcel: Parcel) -> Letter | None:
    claim = await _as_it_was(desk, parcel, "open")
    if claim is None or claim.expires_at <= desk.hub.now():
        return None
    v = await _voice(desk, parcel)
    text = v.say(
        "🎁 {reward} waits for you at {title} until {day}. "
        "Not fetched by then, it becomes notches on your stick again.",
        day=until(v, claim),
        **_named(claim),
    )
    return Letter(text, rows([key(v.tell("Show at the counter"), Fetch(claim=claim.id).pack())]))


async def _expired(desk: Desk, parcel: Parcel) -> Letter | None:
    claim = await claims.look(desk.hub, parcel.payload["claim_id"])
    if claim is None:
        return None
    v = await _voice(desk, parcel)
    text = v.say(
        "{reward} was not fetched at {title} in time. Nothing is lost: {cost} are back on your stick.",
        cost=notches(v, claim.cost),
        **_named(claim),
    )
    return Letter(text, rows([key(v.tell("My rewards"), Shelf(hangout=claim.hangout_id).pack())]))


def _named(claim: ClaimView) -> dict[str, str]:
    return {"reward": claim.title, "title": claim.hangout}


async def _low_stock(desk: Desk, parcel: Parcel) -> Letter:
    v, what = await _voice(desk, parcel), parcel.payload
    if what["left"]:
        said = v.many("Of {reward}, {n} is left.", "Of {reward}, {n} are left.", what["left"], reward=what["title"])
        text = v.frame("{said}", said=said)
    else:
        text = v.say(
            "The last {reward} is claimed. Members can claim it again once there is more.", reward=what["title"]
        )
    look = Prize(hangout=parcel.hangout_id, reward=what["reward_id"], act="stock").pack()
    return Letter(text, rows([key(v.tell("Count the stock"), look)]))


PARTS["claim_redeemed"] = lambda v, n: v.many("{n} reward handed over", "{n} rewards handed over", n)
PARTS["claim_undone"] = lambda v, n: v.many("{n} hand-over taken back", "{n} hand-overs taken back", n)
RENDERS: dict[str, Render] = {
    "claim_redeemed": _redeemed,
    "claim_undone": _undone,
    "claim_expiring": _expiring,
    "claim_expired": _expired,
    "low_stock": _low_stock,
}
