"""A hangout with many ideas, and how long it takes to find those that are like a new one."""

import asyncio
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from bench.store import FIRST_PERSON, both, fill
from hub.context import Hub
from hub.ideas.alike import alike
from hub.ideas.folding import folded, grams
from locales.bank import bank
from storage.database import Database

IDEAS, ASKED = 20_000, 100


def listed(names: str) -> list[str]:
    """What stands between commas."""
    return names.split(",")


WISHES = ("کاش {} داشتید", "لطفاً {} بیاورید", "{} هم باشد", "برای {} فکری کنید", "please add {}", "could we have {}")
THINGS = listed(
    "شیر بادام,شیر جو,کیک هویج,نان سنگک,چای هل,قهوهٔ سرد,دمنوش آویشن,سالاد فصل,شربت خاکشیر,بستنی زعفرانی,املت,حلیم,عدسی,"
    "پریز برق,چراغ مطالعه,قفسهٔ کتاب,صندلی کودک,سایه‌بان,جای دوچرخه,تختهٔ شطرنج,موسیقی آرام,شب شعر,نقد فیلم,کارگاه سفال,"
    "کارت هدیه,لیوان شخصی,سفارش تلگرامی,ارسال رایگان,پرداخت اینترنتی,بسته‌بندی هدیه,oat milk,carrot cake,iced coffee,"
    "power sockets,reading lamps,a book shelf,a high chair,bike parking,board games,quiet music,poetry night,film club,"
    "a pottery workshop,gift cards,own cups,orders on Telegram,free delivery,gift wrapping,warm soup,fresh juice"
)
WHERE = listed(
    "حیاط,سالن,طبقهٔ بالا,کنار پنجره,جلوی در,صبح‌ها,عصرها,آخر هفته,پنجشنبه‌ها,تابستان,زمستان,مهمانی,بچه‌ها,دانشجوها,"
    "the garden,upstairs,the window,mornings,evenings,weekends,Thursdays,summer,winter,parties,children,students"
)
HOW = listed(
    "ارزان,تازه,کوچک,بزرگ,آرام,گرم,سرد,سبک,ساده,رنگی,بی‌شکر,خانگی,محلی,دستی,ماهانه,هفتگی,شبانه,cheap,fresh,small,large,"
    "quiet,warm,cold,light,plain,colourful,sugarless,homemade,local,monthly,weekly,nightly"
)


def similar(note: Callable[[str], None]) -> dict[str, float]:
    """Milliseconds within which 19 of 20 looks for similar ideas are answered, by the clock; the best of three looks
    each, so that a neighbour's load is left out."""
    found = {}
    with both() as stores:
        for engine, url in stores.items():
            note(f"a hangout with {IDEAS:,} ideas, {ASKED} looks for similar ones, on {engine[1:] or 'sqlite'}")
            asyncio.run(fill(url, written()))
            found[f"similar_20k{engine}_ms"] = statistics.quantiles(asyncio.run(_look(url)), n=20)[-1]
    return found


def written() -> Iterator[tuple[str, Any]]:
    """A member with ideas: statements and their rows."""
    now, drawn = int(datetime.now(UTC).timestamp() * 1000), random.Random(5)
    texts = list(enumerate((folded(_written(drawn)) for _ in range(IDEAS)), 1))
    yield (
        f"INSERT INTO person (id, name, language, language_chosen, reach, created_at) "
        f"VALUES ({FIRST_PERSON}, 'همراه', 'fa', FALSE, 'open', {now})",
        {},
    )
    yield (
        "INSERT INTO member (id, hangout_id, person_id, joined_at, entries, notches, streak, grace) "
        f"VALUES (1, 1, {FIRST_PERSON}, {now}, 0, 0, 0, 0)",
        {},
    )
    yield (
        "INSERT INTO idea (id, hangout_id, member_id, text, folded, media, state, live, backings, rise, named, "
        f"created_at, changed_at, once_key) VALUES (:n, 1, 1, :text, :text, '[]', 'new', TRUE, 0, 0, FALSE, {now}, "
        f"{now}, :key)",
        [{"n": n, "text": text, "key": f"bench-{n}"} for n, text in texts],
    )
    pieces = sorted((piece, n) for n, text in texts for piece in grams(text))
    yield (
        "INSERT INTO gram (hangout_id, gram, idea_id) VALUES (1, :piece, :n)",
        [{"piece": piece, "n": n} for piece, n in pieces],
    )


def _written(drawn: random.Random) -> str:
    parts = [drawn.choice(THINGS), drawn.choice(HOW), drawn.choice(WHERE)]
    return drawn.choice(WISHES).format(" ".join(parts[: drawn.choice((1, 2, 3, 3))]))


async def _look(url: str) -> list[float]:
    db = Database(url)
    await db.start()
    languages = ("fa", "en")
    hub = Hub(db, lambda: datetime.now(UTC), languages, "fa", "Asia/Tehran", bank, lambda: None)
    drawn, taken = random.Random(6), []
    for _ in range(ASKED):
        text = _written(drawn)
        taken.append(min([await _timed(hub, text) for _ in range(3)]))
    await db.stop()
    return taken


async def _timed(hub: Hub, text: str) -> float:
    begun = time.perf_counter()
    await alike(hub, FIRST_PERSON, 1, text)
    return 1000 * (time.perf_counter() - begun)
