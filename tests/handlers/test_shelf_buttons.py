"""Buttons of rules, staff and history: whatever they carry, Telegram takes it."""

from aiogram.filters.callback_data import CallbackData

from handlers.hangout.hired import Agree
from handlers.hangout.history import Past
from handlers.hangout.staff import ACTS, Colleague, Hire, Withdraw
from handlers.stick.bounds import Bound, Coin
from handlers.stick.rulebook import SHOWN, WISHES, Rule
from hub.hangout.staff import ROLES, fresh_token
from hub.money import CURRENCIES, MOST
from hub.stick.rulebook import LIMITS
from hub.stick.rules import RULES

HUGE = 2**40  # hangouts and persons
AGREED = 10**6  # notches a day


def test_whatever_a_button_carries_telegram_takes_it() -> None:
    token = fresh_token()
    packed: list[CallbackData] = [
        *(Rule(hangout=HUGE, rule=rule, act=act) for rule in RULES for act in (*WISHES, *SHOWN)),
        *(Rule(hangout=HUGE, rule=rule, act="set", value=info.most, agreed=AGREED) for rule, info in RULES.items()),
        Rule(hangout=HUGE, rule="purchase", act="step", value=MOST, agreed=AGREED),
        *(Bound(hangout=HUGE, field=field, act="set", value=limit.most) for field, limit in LIMITS.items()),
        *(Coin(hangout=HUGE, code=code) for code in CURRENCIES),
        *(Hire(hangout=HUGE, role=role, token=token) for role in ROLES),
        *(Colleague(hangout=HUGE, person=HUGE, act=act) for act in ACTS),
        Withdraw(hangout=HUGE, token=token),
        Agree(token=token),
        Past(hangout=HUGE, page=10**6),
    ]
    assert all(len(data.pack().encode()) <= 64 for data in packed)


def test_tokens_are_what_a_link_can_hold_and_never_the_same() -> None:
    tokens = {fresh_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(f"s_{token}") <= 64 and token.replace("-", "").replace("_", "").isalnum() for token in tokens)
