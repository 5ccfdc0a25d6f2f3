"""Looking back, in words: the hub asks for them when a question of the past comes again as a guess."""

from locales.voice import Spoken, voice


def recall(language: str, question: str) -> str:
    """Which answer that question had most often; the question keeps its own mark."""
    return voice(language).tell("Do you remember? We asked “{question}” – which answer won?", question=Spoken(question))
