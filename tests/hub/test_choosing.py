"""Which ready question suits a day best: pure."""

from datetime import date, timedelta

from hub.daily.choosing import Ready, Taste, fits, free, stale, worth

DAY = date(2026, 12, 20)  # the evening before Yalda, in autumn
PLAIN = Taste(1)


def ready(*tags: str, key: str = "k", kind: str = "choice") -> Ready:
    return Ready(key, kind, frozenset(tags))


def test_a_kind_of_shop_is_asked_its_own_and_the_general() -> None:
    assert fits({"topic-drinks"}, "books", DAY)
    assert fits({"books"}, "books", DAY)
    assert not fits({"pharmacy"}, "books", DAY)
    assert not fits({"pharmacy"}, None, DAY)


def test_an_occasion_only_on_its_days_and_then_before_others() -> None:
    assert fits({"occasion-yalda"}, None, DAY)
    assert not fits({"occasion-yalda"}, None, DAY + timedelta(days=30))
    assert worth(ready("occasion-yalda"), PLAIN) > worth(ready("season-autumn", "books"), PLAIN)


def test_a_year_passes_before_the_same_comes_again() -> None:
    asked = {"k": DAY}
    assert not free("k", DAY + timedelta(days=364), asked)
    assert free("k", DAY + timedelta(days=365), asked)
    assert free("other", DAY, asked)


def test_dials_and_interests_pull() -> None:
    calm, bold = Taste(1, dials={"lucky": -2}), Taste(1, dials={"lucky": 2})
    assert worth(ready("flavour-lucky"), bold) > worth(ready("flavour-sure"), bold)
    assert worth(ready("flavour-lucky"), calm) < worth(ready("flavour-sure"), calm)
    liked = Taste(1, weights={"drinks": 4.5})
    assert worth(ready("topic-drinks"), liked) - worth(ready("topic-books"), liked) == 3.5


def test_what_is_like_the_last_days_waits() -> None:
    before = [ready("topic-drinks", "tea-house"), ready("topic-books"), ready("occasion-yalda")]
    assert stale(ready("topic-drinks"), before) > stale(ready("topic-books"), before) > 0
    assert stale(ready("occasion-yalda"), before) > stale(ready("topic-gifts"), before) == 0
    assert stale(ready(kind="word"), [ready(kind="word")]) > stale(ready(kind="scale"), [ready(kind="word")]) == 0


def test_equals_differ_between_hangouts_and_never_within_one() -> None:
    keys = [f"k{n}" for n in range(30)]
    orders = [sorted(keys, key=lambda key: worth(ready(key=key), Taste(hangout))) for hangout in (1, 2, 1)]
    assert orders[0] == orders[2] != orders[1]
