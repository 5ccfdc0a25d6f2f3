"""What owners and moderators do with the words of a question: hide some, join spellings, let the result out or say that
there is none."""

from sqlalchemy.ext.asyncio import AsyncSession

from hub import history
from hub.context import Hub
from hub.daily import words
from hub.daily.announcing import announce
from hub.daily.errors import NothingToShow, WordsLeft, WordsOpen, WordsOut
from hub.daily.folding import folded, label
from hub.daily.looking import look, named
from storage import spoken
from storage.tables import Word


async def hide(hub: Hub, person_id: int, round_id: int, mark: str, *, hidden: bool) -> None:
    """Leaves a word out of the result, or takes it in again; WordsOut once the result is out."""
    async with hub.db.begin() as session:
        held = await look(session, person_id, round_id, lock=True)
        if held.approved_at is not None:
            raise WordsOut
        word = named(await spoken.ranked(session, round_id), mark)
        word.state = "hidden" if hidden else "new"


async def join(hub: Hub, person_id: int, round_id: int, mark: str, into: str) -> None:
    """Counts a word's members for another. WordsOpen while the question takes answers, WordsOut once it is out."""
    async with hub.db.begin() as session:
        await _settled(session, person_id, round_id)
        all_ = await spoken.ranked(session, round_id)
        word, other = named(all_, mark), named(all_, into)
        if word is other:
            return
        await spoken.move_all(session, round_id, word.folded, other.folded)
        other.members += word.members
        await spoken.drop(session, round_id, word.folded)


async def part(hub: Hub, person_id: int, round_id: int, mark: str) -> None:
    """Takes a joined word apart again; the same errors as `join`."""
    async with hub.db.begin() as session:
        await _settled(session, person_id, round_id)
        word = named(await spoken.ranked(session, round_id), mark)
        apart: dict[str, list[str]] = {}
        for spelling in await spoken.spellings(session, round_id, word.folded):
            apart.setdefault(folded(spelling.text), []).append(spelling.text)
        for own, texts in apart.items():
            if own != word.folded:
                moved = await spoken.move(session, round_id, word.folded, texts, own)
                word.members -= moved
                session.add(Word(round_id=round_id, folded=own, label=label(texts[0]), members=moved, state="new"))


async def let_out(hub: Hub, person_id: int, round_id: int) -> bool:
    """The result may be seen: it goes to the channel and the group. False if somebody let it out before;
    WordsOpen before the close, NothingToShow where every word is hidden."""
    async with hub.db.begin() as session:
        held = await look(session, person_id, round_id, lock=True)
        if held.approved_at is not None:
            return False
        if held.state == "open":
            raise WordsOpen
        all_ = await spoken.ranked(session, round_id)
        shown = [word for word in all_ if word.state != "hidden"]
        if not shown:
            raise NothingToShow
        for word in shown[: words.SHOWN]:
            word.state = "shown"
        held.approved_at, held.changes = hub.now(), held.changes + 1
        await spoken.show_again(session, round_id)
        await announce(session, hub, held)
        about = {"question": held.text, "hidden": len(all_) - len(shown)}
        history.note(session, hub, held.hangout_id, person_id, "words_let_out", **about)
    hub.wake()
    return True


async def end_without(hub: Hub, person_id: int, round_id: int) -> None:
    """Nothing is left to show: there is no result, and the question waits for nobody any more. Nothing happens the
    second time; WordsOpen before the close, WordsLeft where a word is not hidden."""
    async with hub.db.begin() as session:
        held = await look(session, person_id, round_id, lock=True)
        if held.approved_at is not None:
            return
        if held.state == "open":
            raise WordsOpen
        if await spoken.ranked(session, round_id, hidden=False):
            raise WordsLeft
        held.approved_at, held.changes = hub.now(), held.changes + 1
        await spoken.show_again(session, round_id)
        history.note(session, hub, held.hangout_id, person_id, "words_without_result", question=held.text)
    hub.wake()


async def _settled(session: AsyncSession, person_id: int, round_id: int) -> None:
    """Nobody answers any more, and the result is not out yet: words may change places."""
    held = await look(session, person_id, round_id, lock=True)
    if held.state == "open":
        raise WordsOpen
    if held.approved_at is not None:
        raise WordsOut
