"""What the daily question refuses, as codes."""

from hub.errors import HubError


class NoRightAnswer(HubError):
    """A guess needs one right answer among its options."""

    code = "no_right_answer"


class NotTwoPictures(HubError):
    """This or that takes a picture for each of its two options, or none at all."""

    code = "not_two_pictures"


class BadDay(HubError):
    """Not a day for which a question can be planned: it is over, has its question, or is too far away."""

    code = "bad_day"


class NothingLeft(HubError):
    """The queue is empty, the bank is used up, and there is no past to look back at."""

    code = "nothing_left"


class NotReader(HubError):
    """Words are looked through by a hangout's owners and moderators."""

    code = "not_reader"


class WordsOpen(HubError):
    """The question still takes answers."""

    code = "words_open"


class WordsOut(HubError):
    """The result has been let out, or there is none; the words stay as they are."""

    code = "words_out"


class NothingToShow(HubError):
    """Every word is hidden."""

    code = "nothing_to_show"


class WordsLeft(HubError):
    """There is a word that a result can show."""

    code = "words_left"


class NoOwnOptions(HubError):
    """The question takes no options from members, or no more answers at all."""

    code = "no_own_options"


class OwnOptionGiven(HubError):
    """The member has added an option to this question."""

    code = "own_option_given"


class OptionsFull(HubError):
    """The question has as many options as it takes: `limit`."""

    code = "options_full"


class OptionGone(HubError):
    """Staff took `option` away from this question."""

    code = "option_gone"


class NotKeeper(HubError):
    """Options that members added are looked after by a hangout's owners and moderators."""

    code = "not_keeper"


class Bound(HubError):
    """The question decides something, on terms that stand: its words stay."""

    code = "question_binds"
