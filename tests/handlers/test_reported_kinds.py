"""Whatever can be reported has its words; reasons too; and their buttons fit."""

from handlers import routers
from handlers.watch.kinds import KINDS, REASONS
from handlers.watch.report import Flag
from handlers.watch.screens import SPANS
from hub.watch import REPORTABLE, reports
from hub.watch.mutes import DAYS

HUGE = 2**63 - 1


def test_every_kind_and_every_reason_has_words_and_a_button() -> None:
    assert routers()  # the parts put their lines into the registries
    assert KINDS.keys() == REPORTABLE.keys()
    assert tuple(REASONS) == reports.REASONS
    assert tuple(SPANS) == DAYS
    for kind in KINDS:
        for reason in (*REASONS, "ask", "drop"):
            assert len(Flag(kind=kind, number=HUGE, reason=reason).pack().encode()) <= 64
