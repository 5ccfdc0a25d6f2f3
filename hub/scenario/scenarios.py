"""Scenarios: what one would change in a hangout, and changing it. What has been cut or claimed stays as it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from hub.access import owned
from hub.context import Hub
from hub.days import local_day, midnight
from hub.errors import NotFound
from hub.history import note
from hub.scenario.dials import Dials
from hub.scenario.presets import Preset, presets
from hub.stick import rates
from hub.stick.rules import RULES, Setting
from hub.together.terms import LEAST, MOST
from storage import goals, rewards, rulebook, scenarios
from storage.tables import Hangout

RULE = "rule:"
TERMS = ("stick_length", "day_ceiling", "month_ceiling", "lucky_permille", "standing")
LIVELY = 0.3  # notches a day that a member of a new hangout may bring to a shared stick
FEW = 10  # members that a shared stick reckons with at least: more will come


class Change(NamedTuple):
    """One thing that a scenario sets otherwise. `field` is a column of the hangout, or `rule:` and a rule's name; a
    dial is named as in hub.scenario.dials."""

    field: str
    before: Any
    after: Any


class Shared(NamedTuple):
    """A shared stick that fits: so many notches through a local day."""

    target: int
    last_day: date


@dataclass(frozen=True, slots=True)
class Tuning:
    """How a hangout stands among the scenarios. `scenario` is the one that was applied last, `kept`: everything is
    still as it set it."""

    scenario: str | None
    kept: bool
    dials: Dials
    lucky_permille: int
    standing: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What a scenario would change. `sticks` are the whole sticks that members hold, `pace` the notches a day that
    deeds like those of late cut (None before there are any), each before and after; `shared` is the shared stick that
    it proposes, where there is none now."""

    preset: Preset
    changes: tuple[Change, ...]
    sticks: tuple[int, int]
    pace: tuple[int, int] | None
    shared: Shared | None


async def now(hub: Hub, person_id: int, hangout_id: int) -> Tuning:
    """Where the hangout stands, for its owner."""
    async with hub.db.read() as session:
        hangout = await owned(session, person_id, hangout_id)
        preset = presets().get(hangout.scenario or "")
        kept = preset is not None and not await _changes(session, hangout, preset)
        return Tuning(hangout.scenario, kept, dials_of(hangout), hangout.lucky_permille, hangout.standing)


def dials_of(hangout: Hangout) -> Dials:
    """The hangout's three dials."""
    return Dials(hangout.together, hangout.lucky, hangout.far)


async def preview(hub: Hub, person_id: int, hangout_id: int, code: str) -> Preview:
    """What the scenario would change, for the hangout's owner. NotFound if there is none of that name."""
    preset = _named(code)
    async with hub.db.read() as session:
        return await _preview(session, hub, await owned(session, person_id, hangout_id), preset)


def _named(code: str) -> Preset:
    if code not in presets():
        raise NotFound
    return presets()[code]


async def _preview(session: AsyncSession, hub: Hub, hangout: Hangout, preset: Preset) -> Preview:
    key = hangout.id or 0
    lengths = (hangout.stick_length, preset.stick_length)
    held = [await scenarios.whole_sticks(session, key, length) for length in lengths]
    pace = await _pace(session, hub, hangout, preset)
    shared = await _shared(session, hub, hangout, preset, pace[1] if pace else 0)
    shown = (rates.about(pace[0]), rates.about(pace[1])) if pace else None
    return Preview(preset, tuple(await _changes(session, hangout, preset)), (held[0], held[1]), shown, shared)


async def _changes(session: AsyncSession, hangout: Hangout, preset: Preset) -> list[Change]:
    fields, turned = (
        [Change(field, getattr(hangout, field), value) for field, value in part]
        for part in (_terms(preset), _dials(preset))
    )
    rules = [
        Change(f"{RULE}{rule}", (await _setting(session, hangout, rule)).notches, notches)
        for rule, notches in preset.rules.items()
    ]
    found = [*fields, *rules, *turned]
    return [change for change in found if change.before != change.after]


def _terms(preset: Preset) -> list[tuple[str, Any]]:
    """What a scenario sets of the hangout's own row, besides the dials."""
    return [(field, getattr(preset, field)) for field in TERMS]


def _dials(preset: Preset) -> list[tuple[str, Any]]:
    return list(preset.dials._asdict().items())


async def _setting(session: AsyncSession, hangout: Hangout, rule: str) -> Setting:
    row = await rulebook.setting(session, hangout.id or 0, rule)
    return RULES[rule].usual if row is None else Setting(row.notches, row.active, row.step)


async def _pace(session: AsyncSession, hub: Hub, hangout: Hangout, preset: Preset) -> tuple[float, float] | None:
    """Notches a day by the rules that the scenario sets, before and after it."""
    zone = hangout.timezone
    first, days = rates.window(local_day(hub.now(), zone), local_day(hangout.created_at, zone))
    done = await scenarios.deeds(session, hangout.id or 0, preset.rules.keys(), midnight(first, zone))
    if not done:
        return None
    before = after = 0.0
    for rule, count in done.items():
        setting = await _setting(session, hangout, rule)
        if setting.active:
            before += count * setting.notches / days
            after += count * preset.rules[rule] / days
    votes = done.get("vote", 0) / days / 1000
    return before + votes * hangout.lucky_permille, after + votes * preset.lucky_permille


async def _shared(session: AsyncSession, hub: Hub, hangout: Hangout, preset: Preset, pace: float) -> Shared | None:
    """A target within reach: as many notches as come at that pace, or that the members of a new hangout may bring."""
    on = await goals.latest(session, hangout.id or 0)
    if preset.shared_days is None or (on is not None and on.state == "on"):
        return None
    members = await scenarios.members(session, hangout.id or 0)
    target = rates.about(max(pace, max(members, FEW) * LIVELY) * preset.shared_days)
    return Shared(min(max(target, LEAST), MOST), last_day(hub, hangout.timezone, preset.shared_days))


def last_day(hub: Hub, timezone: str, days: int) -> date:
    """The last local day of a shared stick that begins now and runs for so many days after today."""
    return local_day(hub.now(), timezone) + timedelta(days=days)


async def apply(hub: Hub, person_id: int, hangout_id: int, code: str) -> Preview:
    """Sets everything as the scenario has it; the history tells what was otherwise. Returns what it changed.

    It acts from now on: entries stay, so do claims, and the round that is on keeps its own chance. A rule that is
    switched off stays off, and one that goes by money keeps its step.
    """
    preset = _named(code)
    async with hub.db.begin() as session:
        hangout = await owned(session, person_id, hangout_id, lock=True)
        done = await _preview(session, hub, hangout, preset)
        await _write(session, hangout, preset)
        if done.changes or hangout.scenario != code:
            changes = [list(change) for change in done.changes]
            note(session, hub, hangout_id, person_id, "scenario_applied", scenario=code, changes=changes)
        hangout.scenario = code
        session.add(hangout)
        return done


async def _write(session: AsyncSession, hangout: Hangout, preset: Preset) -> None:
    for field, value in (*_terms(preset), *_dials(preset)):
        setattr(hangout, field, value)
    for rule, notches in preset.rules.items():
        setting = await _setting(session, hangout, rule)
        if setting.notches != notches:
            row = {"hangout_id": hangout.id or 0, "rule": rule} | setting._asdict() | {"notches": notches}
            await rulebook.write(session, row)
    main = await rewards.main(session, hangout.id or 0)
    if main is not None:  # the reward for a full stick always costs one
        main.notches = preset.stick_length
        session.add(main)
