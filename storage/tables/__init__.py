"""Every table. Times are UTC instants; a `day` is the hangout's own local date."""

from storage.tables.columns import METADATA, columns, table_of
from storage.tables.counter import Claim, Guess, Reward, Scan, Ticket
from storage.tables.credit import Account, Charge, CreditEntry
from storage.tables.hangouts import Act, Chat, Hangout, Invite, Person, Run, Staff, Wizard
from storage.tables.ledger import Entry, Goal, Member, RuleSetting, Seal
from storage.tables.outbox import Notice
from storage.tables.rounds import Post, Question, Round, Tally, Vote

__all__ = [
    "METADATA",
    "Account",
    "Act",
    "Charge",
    "Chat",
    "Claim",
    "CreditEntry",
    "Entry",
    "Goal",
    "Guess",
    "Hangout",
    "Invite",
    "Member",
    "Notice",
    "Person",
    "Post",
    "Question",
    "Reward",
    "Round",
    "RuleSetting",
    "Run",
    "Scan",
    "Seal",
    "Staff",
    "Tally",
    "Ticket",
    "Vote",
    "Wizard",
    "columns",
    "table_of",
]
