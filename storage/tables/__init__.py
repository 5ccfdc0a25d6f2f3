"""Every table. Times are UTC instants; a `day` is the hangout's own local date."""

from storage.tables.columns import METADATA, columns, table_of
from storage.tables.counter import Claim, Guess, Reward, Scan, Ticket
from storage.tables.credit import Account, Charge, CreditEntry
from storage.tables.decisions import Decision, DecisionOption
from storage.tables.dilemmas import Dilemma, DilemmaVote
from storage.tables.habit import Interest, Pause, Pick, Presence, Rhythm, Skip
from storage.tables.hangouts import Act, Chat, Hangout, Invite, Person, Rest, Run, Staff, Wizard
from storage.tables.ideas import Backing, Gram, Idea, IdeaTag, Move
from storage.tables.ledger import Entry, Goal, Member, RuleSetting, Seal
from storage.tables.moments import Moment
from storage.tables.needs import Line, Need, NeedAsked, NeedBlock, NeedHelp, NeedTag, Talk
from storage.tables.outbox import Notice
from storage.tables.rounds import Added, Post, PutAway, Question, Round, Said, Tally, Vote, Word
from storage.tables.thanks import Author, Thank
from storage.tables.watch import Case, Mute, Report

__all__ = [
    "METADATA",
    "Account",
    "Act",
    "Added",
    "Author",
    "Backing",
    "Case",
    "Charge",
    "Chat",
    "Claim",
    "CreditEntry",
    "Decision",
    "DecisionOption",
    "Dilemma",
    "DilemmaVote",
    "Entry",
    "Goal",
    "Gram",
    "Guess",
    "Hangout",
    "Idea",
    "IdeaTag",
    "Interest",
    "Invite",
    "Line",
    "Member",
    "Moment",
    "Move",
    "Mute",
    "Need",
    "NeedAsked",
    "NeedBlock",
    "NeedHelp",
    "NeedTag",
    "Notice",
    "Pause",
    "Person",
    "Pick",
    "Post",
    "Presence",
    "PutAway",
    "Question",
    "Report",
    "Rest",
    "Reward",
    "Rhythm",
    "Round",
    "RuleSetting",
    "Run",
    "Said",
    "Scan",
    "Seal",
    "Skip",
    "Staff",
    "Talk",
    "Tally",
    "Thank",
    "Ticket",
    "Vote",
    "Wizard",
    "Word",
    "columns",
    "table_of",
]
