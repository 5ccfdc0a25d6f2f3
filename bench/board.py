"""A hangout with very many ideas and backings, and how long its board takes for a page."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from bench.ideas import listed
from bench.store import FIRST_PERSON, both, fill
from hub.context import Hub
from hub.habit import interests
from hub.ideas import board
from hub.ideas.board import Edge, Look
from hub.ideas.folding import folded, grams
from locales.bank import bank
from storage.database import Database

IDEAS = 1_000_000
MEMBERS = 5_000
DEEP, TIMES = 40, 5
FIRST = 1_000  # smaller numbers are drawn by the store itself
ONE = listed("شیر,نان,چای,کیک,شعر,فیلم,قهوه,سالاد,حلیم,املت,عدسی,شربت,بستنی,مربا,پنیر,کره")
OTHER = listed("صبح,عصر,شب,حیاط,سالن,پنجره,میز,صندلی,چراغ,پریز,کتاب,شطرنج,سفال,عکس,گل,کودک,دوچرخه")
STATES = "CASE i % 10 WHEN 0 THEN 'declined' WHEN 1 THEN 'made' WHEN 2 THEN 'planned' WHEN 3 THEN 'open' ELSE 'new' END"
BACKINGS = "i % 4 + CASE i % 10 WHEN 1 THEN 1 ELSE 0 END"
"""What was made had more backings than the rest."""
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
VIEWS = (("top", ""), ("rising", ""), ("new", ""), ("mine", ""), ("backed", ""), ("yours", ""))
VIEWS += (("state", "planned"), ("tag", "1001"))
LIKED = 3  # of the eight interests
SEARCHES = ("شیر", "چای پنجره", "شیر چای", "شیر زعفران")
"""A word that many have; two that some have both; two that many have and none has both; one that is nowhere."""


def seeding(ideas: int, members: int, now: int) -> Iterator[str]:
    """Statements that any of the stores understands: one hangout's ideas of all states about eight interests, and as
    many backings. `now` is in milliseconds."""
    week = 7 * 24 * 3600 * 1000
    words = f"{_case(ONE)} || ' ' || {_case(OTHER)}"
    yield (
        "INSERT INTO person (id, name, language, language_chosen, reach, created_at) "
        f"{NUMBERS.format(last=members - 1)}SELECT {FIRST_PERSON} + i, 'همراه', 'fa', FALSE, 'open', {now} FROM n"
    )
    yield (
        "INSERT INTO member (id, hangout_id, person_id, joined_at, entries, notches, streak, grace) "
        f"{NUMBERS.format(last=members - 1)}SELECT {FIRST} + i, 1, {FIRST_PERSON} + i, {now}, 0, 0, 0, 0 FROM n"
    )
    yield (
        f"INSERT INTO interest (id, hangout_id, key, name, active) {NUMBERS.format(last=7)}"
        f"SELECT {FIRST} + i, 1, 'own-' || ({FIRST} + i), 'علاقه', TRUE FROM n"
    )
    yield (
        "INSERT INTO idea (id, hangout_id, member_id, text, folded, media, state, live, backings, rise, named, "
        f"created_at, changed_at, once_key) {NUMBERS.format(last=ideas - 1)}"
        f"SELECT {FIRST} + i, 1, {FIRST} + (i * 7) % {members}, {words}, {words}, '[]', {STATES}, i % 10 > 0, "
        f"{BACKINGS}, CASE i % 4 WHEN 0 THEN 0 ELSE ({now} / 1000 - i % 9999999) * 1000000 / {week // 1000} END, "
        f"FALSE, {now}, {now}, 'seeded:' || i FROM n"
    )
    yield (
        "INSERT INTO idea_tag (idea_id, interest_id, live, backings) "
        f"SELECT id, {FIRST} + id % 8, live AND state <> 'made', backings FROM idea WHERE id >= {FIRST}"
    )
    yield (
        f"INSERT INTO backing (idea_id, member_id, at) {NUMBERS.format(last=3)}"
        f"SELECT idea.id, {FIRST} + (idea.id * 7 + n.i * 11 + 1) % {members}, {now} - (idea.id * 37) % {week} "
        f"FROM idea JOIN n ON n.i < idea.backings WHERE idea.id >= {FIRST}"
    )
    for many in (ONE, OTHER):
        for piece, at in sorted((piece, at) for at, word in enumerate(many) for piece in grams(folded(word))):
            yield (
                f"INSERT INTO gram (hangout_id, gram, idea_id) {NUMBERS.format(last=(ideas - 1 - at) // len(many))}"
                f"SELECT 1, '{piece}', {FIRST} + {at} + i * {len(many)} FROM n WHERE TRUE ON CONFLICT DO NOTHING"
            )


def _case(words: list[str]) -> str:
    """The word of a number, written for the store."""
    cases = " ".join(f"WHEN {at} THEN '{folded(word)}'" for at, word in enumerate(words))
    return f"CASE i % {len(words)} {cases} END"


def pages(note: Callable[[str], None]) -> dict[str, float]:
    """Milliseconds of the slowest page of the board, by the clock: the best of a few looks at each, since a busy
    machine says nothing about the page."""
    found = {}
    with both() as stores:
        for engine, url in stores.items():
            note(f"a hangout with {IDEAS:,} ideas and as many backings, on {engine[1:] or 'sqlite'}")
            now = int(datetime.now(UTC).timestamp() * 1000)
            asyncio.run(fill(url, ((statement.replace(":", r"\:"), {}) for statement in seeding(IDEAS, MEMBERS, now))))
            note(f"pages of the board, {DEEP} deep and back")
            taken = asyncio.run(_turn(url))
            for what, milliseconds in sorted(taken.items(), key=lambda one: -one[1])[:5]:
                note(f"{milliseconds:6.1f} ms  {what}")
            found[f"board_page{engine}_ms"] = max(taken.values())
    return found


async def _turn(url: str) -> dict[str, float]:
    """The slowest page of each way to look."""
    db = Database(url)
    hub = Hub(db, lambda: datetime.now(UTC), ("fa", "en"), "fa", "Asia/Tehran", bank, lambda: None)
    for number in range(LIKED):
        await interests.pick(hub, FIRST_PERSON, 1, FIRST + number, picked=True)
    looks = [Look(1, what, about) for what, about in VIEWS]
    looks += [Look(1, "search", words) for words in SEARCHES]
    taken = {f"{look.what} {look.about}": await _walk(hub, look) for look in looks}
    await db.stop()
    return taken


async def _walk(hub: Hub, look: Look) -> float:
    """Forwards some pages, a page back from there, and both ways from the middle of those that stand side by side."""
    slowest, edge, found = 0.0, None, None
    for _ in range(DEEP):
        taken, found = await _timed(hub, look, edge)
        slowest, edge = max(slowest, taken), found.after
        if edge is None:
            break
    else:
        for beside in (edge.key, (*edge.key[:-1], FIRST + IDEAS // 2)):
            for back in (True, False):
                slowest = max(slowest, (await _timed(hub, look, Edge(beside, back)))[0])
    return slowest


async def _timed(hub: Hub, look: Look, edge: Edge | None) -> tuple[float, board.Page]:
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        found = await board.page(hub, FIRST_PERSON, Look(look.hangout_id, look.what, look.about, edge))
        times.append(1000 * (time.perf_counter() - begun))
    return min(times), found
