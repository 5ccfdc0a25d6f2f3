"""What the people of a month do besides answering: they suggest, look for things, share and thank, and the owner makes
something of it. Each through its use case, as it is told in `locales.month_of_life`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.simulation.town import Town
from hub.daily import judging, looking
from hub.guide import dilemmas
from hub.ideas import backing, decisions, ideas, made, triage
from hub.ideas.steps import DECLINED, MADE, MERGED, NEW
from hub.moments import hosting, moments
from hub.needs import meeting, needs, talks
from hub.stick import members
from hub.thanks import thanks
from hub.watch import reports
from locales.month_of_life import Told

IN_TURN = 7
"""So many people thank one another in turn, a pair a day."""


@dataclass(slots=True)
class Voices:
    """`first` is the month's first local day. What was said so far, by its key or its place in the list; ideas that
    are `over` are backed no more."""

    told: Told
    first: date
    ideas: dict[str, int] = field(default_factory=dict)
    needs: dict[int, int] = field(default_factory=dict)
    talks: dict[tuple[int, int], int] = field(default_factory=dict)
    moments: dict[int, int] = field(default_factory=dict)
    backed: set[tuple[str, int]] = field(default_factory=set)
    over: set[str] = field(default_factory=set)

    async def evening(self, town: Town, day: date) -> None:
        """What happens on a day."""
        for act in ACTS:
            await act(self, town, (day - self.first).days)


async def _person(town: Town, number: int) -> int:
    """One of the people, a member from now on at the latest."""
    seen = town.regulars[number].habits.seen
    await members.join(town.hub, seen, town.hangout.slug)
    return seen.id


async def _suggest(said: Voices, town: Town, day: int) -> None:
    for idea in said.told.ideas:
        if idea.day == day:
            author, draft = await _person(town, idea.by), ideas.Draft(idea.text)
            posted = await ideas.post(town.hub, author, town.hangout.id, draft, once=f"month:{idea.key}")
            said.ideas[idea.key] = posted.id
            said.backed.add((idea.key, author))  # who suggests is for it
            if idea.named:
                await made.agree(town.hub, author, posted.id, named=True)


async def _back(said: Voices, town: Town, day: int) -> None:
    """Whoever was there that day has seen the board."""
    today = said.first + timedelta(days=day)
    there = [one.habits for one in town.regulars if one.mood.last == today]
    for idea in said.told.ideas:
        if idea.key not in said.ideas or idea.key in said.over:
            continue
        for habits in there:
            mark = (idea.key, habits.seen.id)
            if mark not in said.backed and habits.taste(f"idea:{idea.key}") > 1 - 2 * idea.liked:
                said.backed.add(mark)
                await backing.back(town.hub, habits.seen.id, said.ideas[idea.key])


async def _move(said: Voices, town: Town, day: int) -> None:
    for idea in said.told.ideas:
        for step in idea.steps:
            if step.day == day:
                number = said.ideas[idea.key]
                seen = (await triage.this(town.hub, town.owner_id, number, NEW)).seen
                into = said.ideas[step.into] if step.into else None
                await triage.act(town.hub, town.owner_id, number, seen, step.to, reason=step.reason, into=into)
                said.over |= {idea.key} if step.to in (MADE, DECLINED, MERGED) else set()


async def _decide(said: Voices, town: Town, day: int) -> None:
    told = said.told.decision
    if told.day == day:
        draft = decisions.Draft(told.text, told.promise, tuple(said.ideas[key] for key in told.ideas))
        await decisions.begin(town.hub, town.owner_id, town.hangout.id, draft, once="month")


async def _look_for(said: Voices, town: Town, day: int) -> None:
    for number, need in enumerate(said.told.needs):
        if need.day == day:
            draft, once = needs.Draft(need.text), f"month:{number}"
            asked = await needs.ask(town.hub, await _person(town, need.by), town.hangout.id, draft, once=once)
            said.needs[number] = asked.id
        for answer in need.answers:
            if answer.day == day:
                giver, words = await _person(town, answer.by), talks.Words(answer.text)
                talk = await talks.say(town.hub, giver, said.needs[number], words, once=f"month:{number}")
                said.talks[number, answer.by] = talk.id
        if need.met is not None and need.met.day == day:
            talk_id = said.talks[number, need.met.by]
            await meeting.meet(town.hub, await _person(town, need.by), said.needs[number], talk_id=talk_id)


async def _share(said: Voices, town: Town, day: int) -> None:
    for number, moment in enumerate(said.told.moments):
        if moment.day == day:
            draft = moments.Draft(town.hangout.id, moment.prompt, moment.text, None, moment.name)
            shared = await moments.share(town.hub, await _person(town, moment.by), draft, f"month:{number}")
            said.moments[number] = shared.id
        if moment.posted == day:
            await hosting.decide(town.hub, town.owner_id, said.moments[number], post=True)


async def _thank(said: Voices, town: Town, day: int) -> None:
    """Somebody thanks somebody else in the group."""
    group = next((chat.telegram_id for chat in town.hangout.chats if chat.place == "group"), None)
    giver, receiver = 1 + day % IN_TURN, 1 + (3 * day + 1) % IN_TURN
    if group is not None and giver != receiver:
        await thanks.reply(town.hub, await _person(town, giver), await _person(town, receiver), group)


async def _choose(said: Voices, town: Town, day: int) -> None:
    told = said.told.choice
    if told.day == day:
        await dilemmas.ask(town.hub, await _person(town, told.by), town.hangout.id, told.lines, once="month")


async def _report(said: Voices, town: Town, day: int) -> None:
    told = said.told.report
    if told.day == day:
        for number in told.by:
            await reports.report(town.hub, await _person(town, number), "idea", said.ideas[told.idea], told.reason)


async def _let_out(said: Voices, town: Town, day: int) -> None:
    """The owner has looked the words of all questions through but the last one's."""
    closed = [one for one in await looking.waiting(town.hub, town.owner_id, town.hangout.id) if not one.open]
    for one in closed[1:]:
        await judging.let_out(town.hub, town.owner_id, one.round_id)


Act = Callable[[Voices, Town, int], Awaitable[None]]
ACTS: tuple[Act, ...] = (_suggest, _back, _move, _decide, _look_for, _share, _thank, _choose, _report, _let_out)
