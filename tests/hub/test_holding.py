"""Which texts are held before strangers read them: links and ways to reach people, and nothing else."""

import signal
from collections.abc import Iterator
from typing import Any

import pytest

from hub.watch import holds

REACHES = [
    "t.me/joinchat/abc",
    "بیایید به https://example.com",
    "example.ir را ببینید",
    "سایت www.shop.ir ارزان‌تر است",
    "tg://resolve?domain=abc",
    "ایمیل من ali@gmail.com",
    "به @my_shop پیام بدهید",
    "@ ali_reza",
    "＠ｍｙｓｈｏｐ",
    "به ۰۹۱۲۳۴۵۶۷۸۹ زنگ بزنید",
    "0912 345 67 89",
    "09 12 34 56 78 9",
    "+98-912-345-6789",
    "+44 20 7946 0958",
    "٠٩١٢٣٤٥٦٧٨٩",
    "٠٩١٢-٣٤٥-٦٧٨٩",
    "(021) 8877 6655",
    "زنگ بزنید ۸۸۷۷۶۶۵۵",
    "۶۰۳۷-۹۹۷۱-۱۲۳۴-۵۶۷۸",
    "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣",
    "آیدی من: coffee_lover",
    "بیایید تلگرام من alireza",
    "insta: cafe.tehran",
    "t . me/shop",
    "shop[.]com",
    "shop (dot) com",
    "t\u200b.me/abc",
    "09\u200c12\u200c3456789",
]
PLAIN = [
    "",
    "چای زعفرانی بیاورید",
    "قیمت ۲۵۰۰۰۰۰ تومان",
    "۱۲۰۰۰۰۰۰ تومان است",
    "۱۲٬۰۰۰٬۰۰۰ تومان",
    "12,500,000",
    "1.200.000 tomans",
    "۱۴۰۳/۰۷/۱۲",
    "2024-10-12",
    "ساعت ۱۸:۳۰ تا ۲۲:۳۰",
    "یک قهوهٔ ۳۵۰ سی‌سی با شیر ۱.۵ درصد",
    "Open at 7.30, close at 23.00",
    "A playlist like on Instagram stories",
    "telegram is good",
    "خوب است.ولی کمی گران",
    "C++ and C#",
    "۱۰-۱۵ نفر",
    "I like it... really",
    "5 @ 3",
    "میز ۱۲ نفره، ۸ صندلی، ۴ چراغ",
    "in 2023, 2024, 2025",
    "۱۰۰ ۲۰۰ ۳۰۰",
    "امتیاز ۴.۵ از ۵",
    "id card",
    "Mr.Smith",
    "قهوه/چای/نوشیدنی",
    "کیک هویج و گردو، هر روز ساعت ۵",
]


@pytest.mark.parametrize("text", REACHES)
def test_what_reaches_somebody_is_held(text: str) -> None:
    assert holds(text)
    assert holds(f"سلام، {text} را ببینید")


@pytest.mark.parametrize("text", PLAIN)
def test_ordinary_talk_is_not(text: str) -> None:
    assert not holds(text)


PIECES = ("۱ ", "a.", "(", "0-", "@ ", "چای ", ": ", "من ", " . ", "1.", "a@", "//", "[.]")


@pytest.fixture
def bounded() -> Iterator[None]:
    """Ends what takes far more computing than there is to do: a pattern that tries all ways to part a text would not
    come to an end in this life. Counts what the process computes, so others' load is nothing to it."""

    def over(_: int, __: Any) -> None:
        raise AssertionError("A pattern runs wild.")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("before", ["", "id", "09", "http://"])
def test_no_pattern_runs_wild(before: str, piece: str) -> None:
    """Signs by the thousand, with an end that no pattern takes."""
    holds(f"{before}{piece * 1_000}؟")
