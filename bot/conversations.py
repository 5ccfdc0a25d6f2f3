"""aiogram's conversation states, kept in the store, so that a restart in the middle of a wizard loses nothing."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from hub.context import Hub
from hub.person import people
from storage.people import wizard


class StoredConversations(BaseStorage):
    """One conversation a person: wizards are for private chats only. Setting no state forgets the data with it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Moves to a step; None ends the conversation."""
        name = state.state if isinstance(state, State) else state
        if name is None:
            await people.drop_wizard(self._hub, key.user_id)
        else:
            await people.save_wizard(self._hub, key.user_id, name, await self.get_data(key))

    async def get_state(self, key: StorageKey) -> str | None:
        """The step the person is at."""
        async with self._hub.db.read() as session:
            found = await wizard(session, key.user_id)
        return found.state if found else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """What has been gathered so far; kept only inside a conversation."""
        state = await self.get_state(key)
        if state is not None:
            await people.save_wizard(self._hub, key.user_id, state, dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What has been gathered so far."""
        async with self._hub.db.read() as session:
            found = await wizard(session, key.user_id)
        return dict(found.data) if found else {}

    async def close(self) -> None:
        """The store is closed by its owner."""
