"""ideas and backings"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0004"
down_revision = "0003"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = storage.types.Instant


EMPTY_LIST = sa.text("'[]'")
UNMADE, MADE = sa.text("state <> 'made'"), sa.text("state = 'made'")


def upgrade() -> None:
    for part in PARTS:
        part()


def _ideas() -> None:
    op.create_table(
        "idea",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.Column("backings", sa.Integer(), nullable=False),
        sa.Column("rise", sa.BigInteger(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("changed_at", INSTANT(), nullable=False),
        sa.Column("source_chat", sa.BigInteger(), nullable=True),
        sa.Column("source_message", sa.BigInteger(), nullable=True),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.ForeignKeyConstraint(["merged_into"], ["idea.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
        sa.UniqueConstraint("source_chat", "source_message"),
    )
    for name, by in (("idea_top", "backings"), ("idea_rising", "rise")):
        columns = ["hangout_id", "live", by, "id"]
        op.create_index(name, "idea", columns, unique=False, sqlite_where=UNMADE, postgresql_where=UNMADE)
    op.create_index("idea_new", "idea", ["hangout_id", "live", "id"], unique=False)
    op.create_index("idea_state", "idea", ["hangout_id", "state", "id"], unique=False)
    op.create_index("idea_pile", "idea", ["hangout_id", "state", "backings", "id"], unique=False)
    made = ["hangout_id", "changed_at", "id"]
    op.create_index("idea_made", "idea", made, unique=False, sqlite_where=MADE, postgresql_where=MADE)
    op.create_index("idea_mine", "idea", ["member_id", "id"], unique=False)
    op.create_index("ix_idea_merged_into", "idea", ["merged_into"], unique=False)


def _beside_ideas() -> None:
    op.create_table(
        "idea_tag",
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("interest_id", sa.BigInteger(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("backings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.ForeignKeyConstraint(["interest_id"], ["interest.id"]),
        sa.PrimaryKeyConstraint("idea_id", "interest_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("idea_tag_top", "idea_tag", ["interest_id", "live", "backings", "idea_id"], unique=False)
    op.create_table(
        "backing",
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("idea_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("backing_of", "backing", ["member_id", "at", "idea_id"], unique=False)


def _grams_and_moves() -> None:
    op.create_table(
        "gram",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("gram", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("hangout_id", "gram", "idea_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "move",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", INSTANT(), nullable=False),
        sa.Column("undone_at", INSTANT(), nullable=True),
        sa.Column("tell_at", INSTANT(), nullable=True),
        sa.Column("told_to", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_move_idea_id", "move", ["idea_id"], unique=False)
    op.create_index("ix_move_tell_at", "move", ["tell_at"], unique=False)


def _idea_settings() -> None:
    op.add_column("hangout", sa.Column("ideas_held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("hangout", sa.Column("idea_hashtags", sa.JSON(), nullable=False, server_default=EMPTY_LIST))


def _made() -> None:
    op.add_column("hangout", sa.Column("next_made", INSTANT(), nullable=True))
    op.create_index("ix_hangout_next_made", "hangout", ["next_made"], unique=False)


def _backing_budget() -> None:
    op.add_column("hangout", sa.Column("backing_budget", sa.Integer(), nullable=True))


def _watch() -> None:
    op.create_table(
        "watch_case",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("thing", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Text(), nullable=True),
        sa.Column("opened_at", INSTANT(), nullable=False),
        sa.Column("decided_at", INSTANT(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "thing"),
    )
    op.create_index("case_state", "watch_case", ["hangout_id", "state", "id"], unique=False)
    op.create_index("ix_watch_case_member_id", "watch_case", ["member_id"], unique=False)


def _reports_and_mutes() -> None:
    op.create_table(
        "report",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["watch_case.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("case_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("report_of", "report", ["member_id", "at"], unique=False)
    op.create_table(
        "mute",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("until", INSTANT(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "case_id"),
    )
    op.create_index("ix_mute_hangout_id", "mute", ["hangout_id"], unique=False)


def _needs() -> None:
    op.create_table(
        "need",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("met_by", sa.Text(), nullable=True),
        sa.Column("renewals", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Boolean(), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("expires_at", INSTANT(), nullable=False),
        sa.Column("met_at", INSTANT(), nullable=True),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("need_of_hangout", "need", ["hangout_id", "state", "id"], unique=False)
    op.create_index("need_expiry", "need", ["state", "expires_at"], unique=False)
    op.create_index("need_of_member", "need", ["member_id", "id"], unique=False)
    for name, first, second in (
        ("need_tag", "need", "interest"),
        ("need_help", "member", "interest"),
        ("need_asked", "need", "member"),
        ("need_block", "member", "other"),
    ):
        _pair(name, first, second)
    op.create_index("need_help_in", "need_help", ["interest_id"], unique=False)
    op.create_index("need_asked_of", "need_asked", ["member_id", "at"], unique=False)
    op.create_index("need_block_by", "need_block", ["other_id"], unique=False)


def _pair(name: str, first: str, second: str) -> None:
    """A table of two keys; all but tags say when."""
    target = "member" if second == "other" else second
    op.create_table(
        name,
        sa.Column(f"{first}_id", sa.BigInteger(), nullable=False),
        sa.Column(f"{second}_id", sa.BigInteger(), nullable=False),
        *([] if name == "need_tag" else [sa.Column("at", INSTANT(), nullable=False)]),
        sa.ForeignKeyConstraint([f"{first}_id"], [f"{first}.id"]),
        sa.ForeignKeyConstraint([f"{second}_id"], [f"{target}.id"]),
        sa.PrimaryKeyConstraint(f"{first}_id", f"{second}_id"),
        sqlite_with_rowid=False,
    )


def _need_talks() -> None:
    op.create_table(
        "need_talk",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("need_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("asker_yes", sa.Boolean(), nullable=False),
        sa.Column("giver_yes", sa.Boolean(), nullable=False),
        sa.Column("helped", sa.Boolean(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("opened_at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("need_talk_of", "need_talk", ["need_id", "member_id"], unique=False)
    op.create_index("ix_need_talk_member_id", "need_talk", ["member_id"], unique=False)
    op.create_table(
        "need_line",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("talk_id", sa.BigInteger(), nullable=False),
        sa.Column("by_asker", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["need_talk.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("need_line_of", "need_line", ["talk_id", "id"], unique=False)


def _guide() -> None:
    op.add_column("round", sa.Column("subject", sa.Text(), nullable=True))


def _thanks() -> None:
    op.create_table(
        "thank",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("giver_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["giver_id"], ["member.id"]),
        sa.ForeignKeyConstraint(["receiver_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("giver_id", "receiver_id", "day"),
    )
    op.create_index("ix_thank_receiver_id", "thank", ["receiver_id"], unique=False)
    op.create_table(
        "author",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("chat_id", "message_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_author_member_id", "author", ["member_id"], unique=False)
    op.create_index("ix_author_at", "author", ["at"], unique=False)


def _moments() -> None:
    op.create_table(
        "moment",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("decided_at", INSTANT(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("moment_state", "moment", ["hangout_id", "state", "id"], unique=False)
    op.create_index("moment_place", "moment", ["chat_id", "message_id"], unique=False)
    op.create_index("ix_moment_member_id", "moment", ["member_id"], unique=False)


def _decisions() -> None:
    op.create_table(
        "decision",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("quorum", sa.Integer(), nullable=False),
        sa.Column("on_tie", sa.Text(), nullable=False),
        sa.Column("on_missed", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("opens_at", INSTANT(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("ended_at", INSTANT(), nullable=True),
        sa.Column("tell_at", INSTANT(), nullable=True),
        sa.Column("told_to", sa.BigInteger(), nullable=True),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("decision_of", "decision", ["hangout_id", "id"], unique=False)
    op.create_index("ix_decision_question_id", "decision", ["question_id"], unique=False)
    op.create_index("ix_decision_tell_at", "decision", ["tell_at"], unique=False)
    op.create_index("ix_decision_opens_at", "decision", ["opens_at"], unique=False)


def _decision_options() -> None:
    op.create_table(
        "decision_option",
        sa.Column("decision_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"]),
        sa.ForeignKeyConstraint(["idea_id"], ["idea.id"]),
        sa.PrimaryKeyConstraint("decision_id", "place"),
    )
    op.create_index("ix_decision_option_idea_id", "decision_option", ["idea_id"], unique=False)


ROUND: tuple[sa.Column[Any], ...] = (
    sa.Column("id", SERIAL, autoincrement=True, nullable=False),
    sa.Column("hangout_id", sa.BigInteger(), nullable=False),
    sa.Column("day", sa.Date(), nullable=False),
    sa.Column("kind", sa.Text(), nullable=False),
    sa.Column("text", sa.Text(), nullable=False),
    sa.Column("options", sa.JSON(), nullable=False),
    sa.Column("facts", sa.JSON(), nullable=False),
    sa.Column("tags", sa.JSON(), nullable=False),
    sa.Column("source", sa.Text(), nullable=False),
    sa.Column("bank_key", sa.Text(), nullable=True),
    sa.Column("state", sa.Text(), nullable=False),
    sa.Column("opens_at", INSTANT(), nullable=False),
    sa.Column("closes_at", INSTANT(), nullable=False),
    sa.Column("changes", sa.Integer(), nullable=False),
    sa.Column("photo", sa.Text(), nullable=True),
    sa.Column("lucky_permille", sa.Integer(), nullable=False),
    sa.Column("secret", sa.LargeBinary(), nullable=True),
    sa.Column("approved_at", INSTANT(), nullable=True),
    sa.Column("subject", sa.Text(), nullable=True),
)
BESIDE: sa.Column[Any] = sa.Column("beside", sa.BigInteger(), nullable=True)


def _beside_the_daily() -> None:
    """A hangout may have more than one round a day, of which one is the day's own."""
    if op.get_bind().dialect.name == "sqlite":
        _rounds_anew()
    else:
        op.drop_constraint("round_hangout_id_day_key", "round")
        op.add_column("round", BESIDE)
    daily, standing = sa.text("beside IS NULL"), sa.text("state = 'open' AND beside IS NOT NULL")
    op.create_index(
        "round_day", "round", ["hangout_id", "day"], unique=True, sqlite_where=daily, postgresql_where=daily
    )
    op.create_index("round_beside", "round", ["beside"], unique=True, sqlite_where=standing, postgresql_where=standing)
    op.create_index("round_of", "round", ["hangout_id", "day"], unique=False)


def _rounds_anew() -> None:
    """SQLite can not drop a constraint. What points at a round is without it only until the end of the transaction,
    which is where SQLite is asked to look."""
    names = [column.name for column in ROUND]
    kept = sa.table("round_kept", *map(sa.column, names))
    op.execute("PRAGMA defer_foreign_keys=ON")
    op.execute("CREATE TABLE round_kept AS SELECT * FROM round")
    op.drop_table("round")
    bounds = (sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]), sa.PrimaryKeyConstraint("id"))
    op.create_table("round", *ROUND, BESIDE, *bounds)
    op.execute(sa.table("round", *map(sa.column, names)).insert().from_select(names, sa.select(kept)))
    op.drop_table("round_kept")
    op.create_index("round_state", "round", ["state", "closes_at"], unique=False)


def _dilemmas() -> None:
    op.create_table(
        "dilemma",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT(), nullable=False),
        sa.Column("closes_at", INSTANT(), nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("dilemma_state", "dilemma", ["hangout_id", "state", "id"], unique=False)
    op.create_index("dilemma_end", "dilemma", ["state", "closes_at"], unique=False)
    op.create_index("ix_dilemma_member_id", "dilemma", ["member_id"], unique=False)
    op.create_table(
        "dilemma_vote",
        sa.Column("dilemma_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["dilemma_id"], ["dilemma.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("dilemma_id", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dilemma_vote_member_id", "dilemma_vote", ["member_id"], unique=False)


def _put_away() -> None:
    op.create_table(
        "put_away",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("round_id", "option", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_put_away_member_id", "put_away", ["member_id"], unique=False)


PARTS = (
    _ideas,
    _beside_ideas,
    _grams_and_moves,
    _idea_settings,
    _backing_budget,
    _made,
    _guide,
    _decisions,
    _decision_options,
    _beside_the_daily,
    _put_away,
    _dilemmas,
    _watch,
    _reports_and_mutes,
    _needs,
    _need_talks,
    _thanks,
    _moments,
)


def downgrade() -> None:
    raise RuntimeError("a ledger goes forward only")
