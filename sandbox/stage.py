"""The stage on which everything happens: the world, its clock and those who watch it."""

from collections.abc import Awaitable, Callable

from sandbox.clock import Clock
from sandbox.events import Events
from sandbox.faults import Faults
from sandbox.flood import Flood
from sandbox.presses import Presses
from sandbox.render import Renderer
from sandbox.updates import UpdateQueue
from sandbox.webhook import Execute, Webhook
from sandbox.world import Chat, Membership, World


class Stage:
    """Passed to everything that changes the world. `changed` is called after every change, for whoever saves it.

    `offers` are acts that the host adds (see sandbox.people.hosted); each says how it ended.
    """

    def __init__(self, world: World, token: str, *, clock: Clock, flood: Flood, execute: Execute) -> None:
        self.world = world
        self.token = token
        self.bot_id = int(token.split(":", 1)[0])
        self.clock = clock
        self.flood = flood
        self.faults = Faults()
        self.updates = UpdateQueue(clock)
        self.webhook = Webhook(self.updates, execute)
        self.events = Events()
        self.presses = Presses(clock)
        self.render = Renderer(world, self.bot_id)
        self.changed: Callable[[], None] = lambda: None
        self.offers: dict[str, Callable[[], Awaitable[str]]] = {}
        self.closed = False

    def close(self) -> None:
        """Let everybody go who waits for something to happen."""
        self.closed = True
        self.updates.close()
        self.events.wake()
        self.clock.wake()
        self.presses.wake()
        self.faults.reset()

    def bot_in(self, chat: Chat) -> Membership:
        return chat.membership(self.bot_id)
