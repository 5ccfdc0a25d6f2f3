"""Looking after what members write for others: reports, what is held, and who may not write for a time."""

from hub.watch.cases import hold
from hub.watch.holding import holds
from hub.watch.mutes import may_write
from hub.watch.things import REPORTABLE, Reportable, Thing

__all__ = ["REPORTABLE", "Reportable", "Thing", "hold", "holds", "may_write"]
