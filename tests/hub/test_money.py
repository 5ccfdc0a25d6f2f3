"""Money: what is written is read again, and what is no amount is refused."""

from contextlib import suppress

import pytest
from babel.numbers import get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import BadAmount
from hub.money import CURRENCIES, MOST, parse
from locales.money import AMOUNTS, NAMES
from locales.voice import languages, voice

AMOUNT = st.integers(1, MOST) | st.integers(1, 10**7).map(lambda n: n * 1000)
CURRENCY = st.sampled_from(sorted(CURRENCIES))
PERSIAN, ARABIC = (str.maketrans("0123456789", digits) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"))


@given(AMOUNT, CURRENCY, st.sampled_from(languages()), st.booleans())
def test_what_is_written_is_read(amount: int, currency: str, language: str, short: bool) -> None:
    assert parse(voice(language).money(amount, currency, short=short), currency) == amount


@given(
    st.integers(1, 10**13),
    st.sampled_from(["{:,}", "{}"]),
    st.sampled_from(", ٬ ،'’."),
    st.sampled_from([{}, PERSIAN, ARABIC]),
)
def test_thousands_may_be_parted_by_anything(whole: int, layout: str, mark: str, digits: dict[int, int]) -> None:
    typed = layout.format(whole).replace(",", mark).translate(digits)
    assert parse(f" {typed} تومان ", "toman") == whole * 10
    assert parse(typed, "rial") == whole


@given(st.text(max_size=30) | st.text("0123456789.,/ ۱۵٬٫هزارمیلیونو k-", max_size=20), CURRENCY)
def test_any_text_is_read_or_refused(text: str, currency: str) -> None:
    with suppress(BadAmount):
        amount = parse(text, currency)
        assert type(amount) is int
        assert 1 <= amount <= MOST


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("120000", "toman", 1_200_000),
        ("۱۲۰ هزار", "toman", 1_200_000),
        ("۱۲۰هزار تومن", "toman", 1_200_000),
        ("120k", "toman", 1_200_000),
        ("۱٫۵ میلیون", "toman", 15_000_000),
        ("۱/۵ میلیون تومان", "toman", 15_000_000),
        ("1.5m", "toman", 15_000_000),
        ("۱ میلیون و ۲۰۰ هزار تومان", "toman", 12_000_000),
        ("۱ میلیون ۲۰۰ هزار و ۵۰۰", "toman", 12_005_000),
        ("۱٬۲۰۰ هزار", "toman", 12_000_000),
        ("۲ میلیارد ریال", "rial", 2_000_000_000),
        ("۵۰۰ ریال", "toman", 500),
        ("۵۰ تومان", "rial", 500),
        ("1.500", "toman", 15_000),
        ("1.500", "EUR", 150_000),
        ("1.500", "KWD", 1_500),
        ("1,500", "KWD", 1_500_000),
        ("1.500,250", "KWD", 1_500_250),
        ("1.234,50", "EUR", 123_450),
        ("1,234.5", "EUR", 123_450),
        ("12,5", "EUR", 1_250),
        ("€12.50", "EUR", 1_250),
        ("12.50 USD", "USD", 1_250),
        ("12.5", "toman", 125),
        ("120000 تومان.", "toman", 1_200_000),
    ],
)
def test_amounts_as_people_type_them(text: str, currency: str, amount: int) -> None:
    assert parse(text, currency) == amount


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-5", "−5", "0", "۰", "5 6", "5 و 6", "120000 130000", "12.34", "0.05", "1.500 میلیون", "هزار"),
        *(
            "تومان",
            "۵ یورو",
            "1e5",
            "0x10",
            "۱ هزار و ۱ میلیون",
            "۱ میلیون و ۲۰۰",
            "1,2,3",
            "1,23,456",
            "12..5",
            "5-10",
        ),
        *("9" * 17, "200000 میلیارد", "2²", "½", "1200 هزار و 5000", "5% ", "پنج", "1 200,500", "9" * 400, "1.2.3"),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(BadAmount):
        parse(text, "toman")


def test_nothing_may_be_an_amount_where_it_is_asked_for() -> None:
    assert parse("۰", "toman", least=0) == 0


def test_money_is_written_as_people_write_it() -> None:
    fa, en = voice("fa"), voice("en")
    assert fa.money(1_200_000, "toman") == "۱۲۰٬۰۰۰ تومان"
    assert fa.money(1_200_000, "toman", short=True) == "۱۲۰ هزار تومان"
    assert fa.money(15_000_000, "toman", short=True) == "۱٫۵ میلیون تومان"
    assert fa.money(12_345_670, "toman", short=True) == "۱٬۲۳۴٬۵۶۷ تومان"
    assert fa.money(1_200_005, "toman") == "۱۲۰٬۰۰۰٫۵ تومان"
    assert fa.money(1_200_000, "rial") == "۱٬۲۰۰٬۰۰۰ ریال"
    assert fa.money(1_250, "EUR") == "۱۲٫۵۰ یورو"
    assert en.money(1_200_000, "toman", short=True) == "120k toman"
    assert en.money(1_250, "EUR", short=True) == "12.50 euros"
    assert en.money(1_005, "KWD") == "1.005 dinars"
    assert en.money(0, "USD") == "0 dollars"


def test_the_words_know_the_currencies_of_the_hub() -> None:
    assert set(AMOUNTS) == set(NAMES) == set(CURRENCIES)
    for code, currency in CURRENCIES.items():
        if currency.family == code:
            assert get_currency_precision(code) == currency.places
    assert len({str(name(voice("fa"))) for name in NAMES.values()}) == len(NAMES)
