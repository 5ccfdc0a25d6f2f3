"""What a use case refuses, as codes. The words for them live in handlers.errors."""


class HubError(Exception):
    """Refused; nothing was changed. `code` names why, `values` are what the words need."""

    code = "error"

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values


class NotFound(HubError):
    """The thing is not there, or belongs to another hangout: which of the two is nobody's business."""

    code = "not_found"


class NotAllowed(HubError):
    """The person has no such role in this hangout."""

    code = "not_allowed"


class TextEmpty(HubError):
    """Nothing but spaces."""

    code = "text_empty"


class TextTooLong(HubError):
    """Longer than `limit` characters."""

    code = "text_too_long"


class TooFewOptions(HubError):
    """A question needs at least `limit` options."""

    code = "too_few_options"


class TooManyOptions(HubError):
    """A question takes at most `limit` options."""

    code = "too_many_options"


class OptionTooLong(HubError):
    """`option` is longer than `limit` characters."""

    code = "option_too_long"


class OptionsEqual(HubError):
    """`option` stands there twice."""

    code = "options_equal"


class ChatTaken(HubError):
    """The channel or group belongs to a hangout already."""

    code = "chat_taken"


class NoChat(HubError):
    """A hangout needs a channel or a group first."""

    code = "no_chat"


class BadTimezone(HubError):
    """No such time zone."""

    code = "bad_timezone"


class BadHour(HubError):
    """Not a time of day."""

    code = "bad_hour"


class BadLength(HubError):
    """A stick has `least` to `most` notches."""

    code = "bad_length"


class AlreadyToday(HubError):
    """Today's question is out already."""

    code = "already_today"


class QueueFull(HubError):
    """The queue holds `limit` questions already."""

    code = "queue_full"


class NotOpen(HubError):
    """The hangout is a draft or paused."""

    code = "not_open"


class BadAmount(HubError):
    """No amount of money in `currency`."""

    code = "bad_amount"


class BadTarget(HubError):
    """A shared stick has `least` to `most` notches."""

    code = "bad_target"


class BadEndDay(HubError):
    """Not a day that can be read."""

    code = "bad_end_day"


class EndDayOut(HubError):
    """A shared stick ends tomorrow at the earliest and in `days` days at the latest."""

    code = "end_day_out"


class GoalOn(HubError):
    """The hangout has a shared stick already."""

    code = "goal_on"


class PostedToday(HubError):
    """It has gone to the channel and group today already."""

    code = "posted_today"


class BadNumber(HubError):
    """Not a whole number from `least` to `most`."""

    code = "bad_number"


class CurrencyCounts(HubError):
    """Purchases are counted by amounts of the present `currency`."""

    code = "currency_counts"


class CurrencyOwed(HubError):
    """What members owe is written down in the present `currency`."""

    code = "currency_owed"


class InviteUnknown(HubError):
    """No such link, or the hangout does not know it."""

    code = "invite_unknown"


class InviteUsed(HubError):
    """The link has made somebody staff already."""

    code = "invite_used"


class InviteExpired(HubError):
    """The link's day is over, or an owner took it back."""

    code = "invite_expired"


class OwnerStays(HubError):
    """An owner is not made something else, nor removed, by another."""

    code = "owner_stays"


class TooManyRewards(HubError):
    """A hangout has at most `limit` rewards."""

    code = "too_many_rewards"


class NotEnoughNotches(HubError):
    """`missing` notches are still to be cut for this reward."""

    code = "not_enough_notches"


class OutOfStock(HubError):
    """Nothing of the reward is left."""

    code = "out_of_stock"


class RewardPaused(HubError):
    """The reward can not be claimed now."""

    code = "reward_paused"


class ClaimOver(HubError):
    """The claim's time is over; its notches go back."""

    code = "claim_over"


class TicketSpent(HubError):
    """A ticket for a reward that is out of time, was used, or never was."""

    code = "ticket_spent"


class TooLateToUndo(HubError):
    """A hand-over can be taken back for `minutes` only."""

    code = "too_late_to_undo"


class TextTooShort(HubError):
    """Shorter than `limit` characters."""

    code = "text_too_short"


class GiftsOff(HubError):
    """The owner has switched the rule of gifts off."""

    code = "gifts_off"


class ByHandOver(HubError):
    """More than staff may give or take by hand in a day: `limit` notches a member, `left` of them today."""

    code = "by_hand_over"


class StaysAsItIs(HubError):
    """The entry has its own way back, or nothing to take back."""

    code = "stays_as_it_is"


class LastOwner(HubError):
    """The only owner of `title`, which is open."""

    code = "last_owner"


class StillOwes(HubError):
    """The person owes `amount` of `currency` in `title`."""

    code = "still_owes"


class OwnCard(NotAllowed):
    """Nobody serves themself."""

    code = "own_card"


class NotAtHand(NotAllowed):
    """Staff serve a member only for a while after scanning their card."""

    code = "not_at_hand"


class StaffOnly(NotAllowed):
    """A card was scanned by somebody who is nobody's staff."""

    code = "staff_only"


class NoSuchCode(HubError):
    """No card of the person's hangouts has this code; `wait` seconds until another may be tried."""

    code = "no_such_code"


class CodesClosed(HubError):
    """Too many wrong codes: none is taken before `until`, by `timezone`'s clock; it is `now`."""

    code = "codes_closed"


class StaleCard(HubError):
    """The card was good, but its minutes are over."""

    code = "stale_card"


class CardUsed(HubError):
    """`name` served the member on this card already: `at`, by `timezone`'s clock; it is `now`."""

    code = "card_used"


class RuleOff(HubError):
    """The owner has switched the rule off."""

    code = "rule_off"


class NoNotch(HubError):
    """`amount` of `currency` does not reach the `step` for which a notch is cut."""

    code = "no_notch"


class TooManyNotches(HubError):
    """One purchase gives at most `limit` notches, this one would give `notches`."""

    code = "too_many_notches"


class CreditOff(HubError):
    """The shop does not sell on credit."""

    code = "credit_off"


class NoCredit(HubError):
    """The member has no limit: nobody gave them credit."""

    code = "no_credit"


class OverLimit(HubError):
    """The member may owe only `left` more, in `currency`."""

    code = "over_limit"


class OverPaid(HubError):
    """More than the `owed` of `currency`."""

    code = "over_paid"


class NothingOwed(HubError):
    """There is no debt."""

    code = "nothing_owed"


class DebtMoved(HubError):
    """The debt is not what the person saw when they decided."""

    code = "debt_moved"


class RemindedToday(HubError):
    """One reminder a member a day is enough."""

    code = "reminded_today"


class OutOfReach(HubError):
    """The member does not receive private messages."""

    code = "out_of_reach"


class HalfDamaged(HubError):
    """Not the code of a half, or one that was mistyped."""

    code = "half_damaged"


class HalfElsewhere(HubError):
    """The half is of a member that the person neither is nor serves as an owner; or of nobody."""

    code = "half_elsewhere"


class SealDamaged(HubError):
    """Not a seal's text, or one that was mistyped."""

    code = "seal_damaged"
