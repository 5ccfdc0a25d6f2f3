"""What people type, made fit to keep. Pure; knows lengths and invisible characters, not languages."""

import re
import unicodedata

from hub.errors import TextEmpty, TextTooLong

# Overrides and embeddings could turn the text around them; the half-space and joiners are letters' business.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
_FOLD = str.maketrans("يكىة", "یکیه", "\u200c\u200d\u0640")


def clean(text: str) -> str:
    """Without control characters, halves of letters and direction overrides, trimmed; line breaks stay."""
    kept = (c for c in text.translate(_DIRECTION) if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def one_line(text: str) -> str:
    """`clean`, with every run of white space a single space."""
    return re.sub(r"\s+", " ", clean(text)).strip(" \u200b\u200c\u200d\u2060")


def required(text: str, limit: int) -> str:
    """One line of 1 to `limit` characters, or a HubError."""
    kept = one_line(text)
    if not kept:
        raise TextEmpty()
    if len(kept) > limit:
        raise TextTooLong(limit=limit, length=len(kept))
    return kept


def same(one: str, other: str) -> bool:
    """Whether two texts look alike to a reader: letter case, Arabic and Persian letter forms, half-spaces."""
    return folded(one) == folded(other)


def folded(text: str) -> str:
    """What a reader takes for the same, written the same way: to compare and to look for parts of."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(_FOLD)).casefold()
