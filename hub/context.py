"""What every use case is handed: the store, the clock and the house's defaults."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from storage.database import Database, StoreDown

__all__ = ["BankQuestion", "Hub", "StoreDown"]


class BankQuestion(Protocol):
    """A shipped question for days on which the queue is empty. `facts` is as `hub.daily.facts.read` takes it."""

    @property
    def key(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def options(self) -> Sequence[str]: ...

    @property
    def facts(self) -> Mapping[str, Any]: ...

    @property
    def tags(self) -> Set[str]: ...


@dataclass(frozen=True, slots=True)
class Hub:
    """Wired once at start. `now` is aware UTC; `bank` gives a language's questions; `wake` stirs the courier; `recall`
    asks, in a language, which answer a question of the past had most often."""

    db: Database
    now: Callable[[], datetime]
    languages: tuple[str, ...]
    language: str
    timezone: str
    bank: Callable[[str], Sequence[BankQuestion]]
    wake: Callable[[], None]
    recall: Callable[[str, str], str] = lambda language, question: question

    def nearest_language(self, code: str | None) -> str:
        """The language we speak for a Telegram language code such as `fa` or `en-GB`."""
        short = (code or "").split("-")[0].lower()
        return short if short in self.languages else self.language
