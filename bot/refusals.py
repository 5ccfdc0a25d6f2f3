"""What Telegram means when it refuses a call."""

from telegram.error import RetryAfter, TelegramError

RIGHTS = (
    "not enough rights",
    "need administrator rights",
    "chat not found",
    "have no rights",
    "kicked",
    "not a member",
)
"""The bot can not work in that chat any more."""
SETTLED = ("message is not modified", "poll has already been closed")
"""What was wanted is so already."""


def is_about(error: TelegramError, phrases: tuple[str, ...]) -> bool:
    """Whether the refusal has one of the phrases."""
    return any(phrase in error.message.lower() for phrase in phrases)


def seconds(error: RetryAfter) -> float:
    """How long Telegram bids to wait."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int) else wait.total_seconds()
