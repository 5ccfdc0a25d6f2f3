"""The product's own verification, for tests."""

from hub.proof.verify import Verification
from hub.proof.verify_facts import Counts, Fault
from storage.database import Database


async def faults(db: Database, slug: str | None = None) -> list[Fault]:
    """What a verification of the whole store finds, or of one hangout."""
    found: list[Fault] = []
    await db.look(lambda connection: Verification(connection, found.append).run(slug))
    return found


async def counts(db: Database) -> Counts:
    """How much a verification reads, in a store that is well."""
    found: list[Fault] = []
    read: Counts = await db.look(lambda connection: Verification(connection, found.append).run())
    assert not found
    return read
