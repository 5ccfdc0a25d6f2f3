"""What whoever plays with the sandbox steers: the clock, and faults for tests."""

from sandbox.core.polls import close_due
from sandbox.errors import ActError
from sandbox.faults import KINDS, Fault
from sandbox.people.registry import Act, act
from sandbox.world import Json


@act
def clock(given: Act) -> Json:
    stage = given.stage
    if "set" in given.fields:
        stage.clock.set(float(given.fields["set"]))
    else:
        stage.clock.advance(float(given.need("advance")))
    close_due(stage)
    stage.events.emit("clock", now=stage.clock.now(), offset=stage.clock.offset)
    return dict(stage.clock.reading())


@act
def fault(given: Act) -> bool:
    how = given.need("how")
    if how not in KINDS:
        raise ActError(f"'how' is one of {', '.join(KINDS)}")
    times, retry_after = int(given.fields.get("times", 1)), int(given.fields.get("retry_after", 1))
    method = str(given.need("method")).lower()
    given.stage.faults.order(Fault(method, how, times, given.fields.get("chat_id"), retry_after))
    return True


@act
def reset_faults(given: Act) -> bool:
    given.stage.faults.reset()
    return True
