"""presence, streaks, pauses, cues, interests, more kinds of question, scenarios"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"

SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
EMPTY_LIST, EMPTY_OBJECT = sa.text("'[]'"), sa.text("'{}'")
ADDED: dict[str, tuple[sa.Column[Any], ...]] = {
    "hangout": (
        sa.Column("trade", sa.Text(), nullable=True),
        sa.Column("scenario", sa.Text(), nullable=True),
        sa.Column("together", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("lucky", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("far", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("lucky_permille", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("draw_seed", sa.LargeBinary(), nullable=True),
        sa.Column("draw_left", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("standing", sa.Boolean(), nullable=False, server_default=sa.false()),
    ),
    "member": (
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("streak", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("streak_began", sa.Date(), nullable=True),
        sa.Column("grace", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("alias", sa.Text(), nullable=True),
        sa.Column("interests_since", storage.types.Instant(), nullable=True),
        sa.Column("welcomed_on", sa.Date(), nullable=True),
    ),
    "question": (
        sa.Column("facts", sa.JSON(), nullable=False, server_default=EMPTY_OBJECT),
        sa.Column("tags", sa.JSON(), nullable=False, server_default=EMPTY_LIST),
        sa.Column("bank_key", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("day", sa.Date(), nullable=True),
    ),
    "round": (
        sa.Column("facts", sa.JSON(), nullable=False, server_default=EMPTY_OBJECT),
        sa.Column("tags", sa.JSON(), nullable=False, server_default=EMPTY_LIST),
        sa.Column("bank_key", sa.Text(), nullable=True),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("lucky_permille", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("approved_at", storage.types.Instant(), nullable=True),
    ),
    "post": (sa.Column("shape", sa.Text(), nullable=False, server_default="text"),),
    "notice": (
        sa.Column("part_of", sa.BigInteger(), nullable=True),
        sa.Column("latest", storage.types.Instant(), nullable=True),
    ),
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_notice_part_of", "notice", ["part_of"], unique=False)
    dated = sa.text("state = 'queued' AND day IS NOT NULL")
    op.create_index(
        "question_day", "question", ["hangout_id", "day"], unique=True, sqlite_where=dated, postgresql_where=dated
    )
    op.execute("UPDATE post SET shape = 'poll' WHERE place = 'group'")
    op.execute("UPDATE question SET position = id")
    op.execute("UPDATE round SET bank_key = substr(source, 6) WHERE source LIKE 'bank:%'")
    _presence()
    _interests()
    _words()


def _presence() -> None:
    op.create_table(
        "presence",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("day", "member_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pause",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "first"),
    )
    op.create_table(
        "rest",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.PrimaryKeyConstraint("hangout_id", "first"),
    )
    op.create_table(
        "rhythm",
        sa.Column("person_id", SERIAL, autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("next_at", storage.types.Instant(), nullable=True),
        sa.Column("cued_on", sa.Date(), nullable=True),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("ix_rhythm_next_at", "rhythm", ["next_at"], unique=False)


def _interests() -> None:
    op.create_table(
        "interest",
        sa.Column("id", SERIAL, autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hangout_id", "key"),
    )
    op.create_table(
        "pick",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("interest_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["interest_id"], ["interest.id"]),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "interest_id"),
    )
    op.create_index("pick_of", "pick", ["interest_id"], unique=False)
    op.create_table(
        "skip",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["hangout_id"], ["hangout.id"]),
        sa.PrimaryKeyConstraint("hangout_id", "key"),
    )


def _words() -> None:
    op.create_table(
        "word",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "folded"),
    )
    op.create_table(
        "said",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "member_id"),
    )
    op.create_table(
        "added",
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("option", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"]),
        sa.PrimaryKeyConstraint("round_id", "option"),
    )
    op.create_index("ix_added_member_id", "added", ["member_id"], unique=False)


def downgrade() -> None:
    raise RuntimeError("a ledger goes forward only")
