"""Who plays the story and what they say, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cast:
    """`new` are people who have to be made first, with channel and group; else they are the example brand's.

    `guest` speaks another language than the shop. Words of the bot stand here only where a test should notice that
    they have changed; buttons are looked up by their English text.
    """

    language: str
    owner: str
    new: tuple[str, ...]
    channel: str
    group: str
    city: str
    presser: str
    poller: str
    private: str
    guest: str
    guest_language: str
    guest_language_name: str
    own_language_name: str
    reward: str
    question: str
    options: tuple[str, ...]
    poll: str
    poll_options: tuple[str, ...]
    hour_tapped: str
    notch: str
    guest_notch: str
    moved: str
    same: str
    closed: str
    late: str
    stick: str
    of_seven: str
    guest_of_seven: str
    one: str
    two: str
    three: str


PERSIAN = Cast(
    language="fa",
    owner="مهتاب",
    new=(),
    channel="چای‌خانهٔ ماه‌نو",
    group="گپِ چای‌خانهٔ ماه‌نو",
    city="تهران",
    presser="آرش",
    poller="نرگس",
    private="سارا",
    guest="Daniel",
    guest_language="en",
    guest_language_name="English",
    own_language_name="فارسی",
    reward="یک قوری چای بهاره، مهمان چای‌خانه",
    question="پنجشنبه‌شب کدام شاعر را بخوانیم؟",
    options=("حافظ", "سعدی", "فروغ"),
    poll="کنار چای چه بیاوریم؟",
    poll_options=("نقل بیدمشک", "خرمای مضافتی"),
    hour_tapped="۱۷:۰۰",
    notch="خط ۱ از ۷ خورد.",
    guest_notch="Notch 1 of 7.",
    moved="رأی شما رفت روی",
    same="رأی شما همین است.",
    closed="رأی‌گیری تمام شد؛ ۳ رأی",
    late="این سؤال بسته شده است",
    stick="چوب‌خط",
    of_seven="۱ خط از ۷",
    guest_of_seven="1 of 7 notches",
    one="(۱)",
    two="تا اینجا ۲ رأی",
    three="۳ رأی",
)
ENGLISH = Cast(
    language="en",
    owner="Emma",
    new=("Oliver Hart", "Grace Webb", "Emma Clark"),
    channel="Harbour Tea House",
    group="Harbour Tea Talk",
    city="Tehran",
    presser="Oliver",
    poller="Grace",
    private="Daniel",
    guest="نرگس",
    guest_language="fa",
    guest_language_name="فارسی",
    own_language_name="English",
    reward="A pot of first-flush tea on the house",
    question="Which poet shall we read on Thursday?",
    options=("Keats", "Dickinson", "Heaney"),
    poll="What goes beside the tea?",
    poll_options=("Shortbread", "Dates"),
    hour_tapped="17:00",
    notch="Notch 1 of 7.",
    guest_notch="خط ۱ از ۷ خورد.",
    moved="Your vote went to",
    same="That is your vote already.",
    closed="Closed · 3 votes",
    late="This question is closed",
    stick="/stick",
    of_seven="1 of 7 notches",
    guest_of_seven="۱ خط از ۷",
    one="(1)",
    two="2 votes so far",
    three="3 votes",
)
CASTS = {cast.language: cast for cast in (PERSIAN, ENGLISH)}
