"""The weekly prompts: enough for most of a year, said once each, tagged with times that exist."""

import pytest

from hub.daily.seasons import SPANS
from hub.moments.moments import PROMPT_LIMIT
from locales.moments import prompts
from locales.voice import languages


@pytest.mark.parametrize("language", languages())
def test_prompts(language: str) -> None:
    found = prompts(language)
    texts = [one.text for one in found]
    assert len(texts) == len(set(texts))
    assert len([one for one in found if not one.tags]) >= 48
    assert all(tag in SPANS for one in found for tag in one.tags)
    assert all(0 < len(text) <= PROMPT_LIMIT and text == text.strip() for text in texts)
