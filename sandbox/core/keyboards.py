"""Reply keyboards: what a person sees in the place of their own."""

from sandbox.stage import Stage
from sandbox.world import Chat, Json


def show(stage: Stage, chat: Chat, people: list[int], keyboard: Json | None) -> None:
    """Give people a keyboard, or take theirs away (None); their pages hear of it if that changes anything."""
    for person_id in people:
        if chat.keyboards.get(person_id) == keyboard:
            continue
        if keyboard is None:
            del chat.keyboards[person_id]
        else:
            chat.keyboards[person_id] = keyboard
        stage.events.emit("chat", only_for=person_id, chat_id=chat.id)


def used(stage: Stage, chat: Chat, person_id: int) -> None:
    """A one-time keyboard goes away when one of its buttons is used."""
    keyboard = chat.keyboards.get(person_id)
    if keyboard and keyboard.get("one_time_keyboard"):
        show(stage, chat, [person_id], None)


def has_button(chat: Chat, person_id: int, text: str | None) -> bool:
    keyboard = chat.keyboards.get(person_id, {})
    return any(button["text"] == text for row in keyboard.get("keyboard", []) for button in row)
