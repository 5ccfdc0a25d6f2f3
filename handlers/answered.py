"""What somebody answers in a chat."""

from aiogram.types import Message


def answered(message: Message) -> Message | None:
    """The message that was replied to. In a group with topics Telegram names the topic's opening where nothing was, and
    whoever opened it is not meant."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied
