"""rules, rewards, tickets, credit, seals and shared sticks"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0002"
down_revision = "0001"

# What must never change is guarded as the ledger is.
GUARDED = {
    "credit_entry": "id = NEW.id OR (once_key = NEW.once_key AND member_id = NEW.member_id)",
    "act": "id = NEW.id",
}
GUARDED["seal"] = "hangout_id = NEW.hangout_id AND day = NEW.day"
ADDED: tuple[sa.Column[Any], ...] = (
    sa.Column("day_ceiling", sa.Integer(), nullable=True),
    sa.Column("month_ceiling", sa.Integer(), nullable=True),
    sa.Column("clerk_limit", sa.Integer(), nullable=False, server_default="3"),
    sa.Column("sure_above", sa.Integer(), nullable=False, server_default="100"),
    sa.Column("currency", sa.Text(), nullable=False, server_default="toman"),
    sa.Column("credit", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("credit_limit", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("credit_confirm", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("next_seal", storage.types.Instant(), nullable=True),
)


def _guards(table: str, dialect: str) -> list[str]:
    if dialect == "postgresql":
        refuse = "EXECUTE FUNCTION entry_refuse()"
        return [
            f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        ]
    same = f"SELECT 1 FROM {table} WHERE {GUARDED[table]}"  # noqa: S608  # our own names
    return [
        f"CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END",
        f"CREATE TRIGGER {table}_never_removed BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never removed'); END",
        f"CREATE TRIGGER {table}_never_replaced BEFORE INSERT ON {table} WHEN EXISTS ({same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} rows are never replaced'); END",
    ]


def upgrade() -> None:
    op.create_table(
        "act",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_act_hangout_id", "act", ["hangout_id"], unique=False)

    op.create_table(
        "goal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("notches", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", storage.types.Instant(), nullable=False),
        sa.Column("ends_at", storage.types.Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("goal_of", "goal", ["hangout_id", "ends_at"], unique=False)
    op.create_index("ix_goal_state", "goal", ["state"], unique=False)
    on = sa.text("state = 'on'")
    op.create_index("goal_on", "goal", ["hangout_id"], unique=True, sqlite_where=on, postgresql_where=on)

    op.create_table(
        "guess",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("since", storage.types.Instant(), nullable=False),
        sa.Column("closed_until", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("hangout_id", "person_id"),
    )
    op.create_table(
        "invite",
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("expires_at", storage.types.Instant(), nullable=False),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("ix_invite_hangout_id", "invite", ["hangout_id"], unique=False)

    op.create_table(
        "reward",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("notches", sa.Integer(), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("restocks", sa.Integer(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", storage.types.Instant(), nullable=False),
        sa.Column("once_key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("ix_reward_hangout_id", "reward", ["hangout_id"], unique=False)

    op.create_table(
        "rule_setting",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("notches", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("hangout_id", "rule"),
    )
    op.create_table(
        "seal",
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cut_at", storage.types.Instant(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.PrimaryKeyConstraint("hangout_id", "day"),
    )
    op.create_table(
        "account",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("owed", sa.BigInteger(), nullable=False),
        sa.Column("since", storage.types.Instant(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("remind_at", storage.types.Instant(), nullable=True),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.BigInteger(), nullable=True),
        sa.Column("head_hash", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("member_id"),
    )
    op.create_index("ix_account_hangout_id", "account", ["hangout_id"], unique=False)
    op.create_index("ix_account_remind_at", "account", ["remind_at"], unique=False)

    op.create_table(
        "charge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("expires_at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("charge_state", "charge", ["state", "expires_at"], unique=False)
    op.create_index("ix_charge_member_id", "charge", ["member_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("reward_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("notches", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("claimed_at", storage.types.Instant(), nullable=False),
        sa.Column("expires_at", storage.types.Instant(), nullable=False),
        sa.Column("warn_at", storage.types.Instant(), nullable=True),
        sa.Column("redeemed_at", storage.types.Instant(), nullable=True),
        sa.Column("redeemed_by", sa.BigInteger(), nullable=True),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reward_id"],
            ["reward.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once_key"),
    )
    op.create_index("claim_state", "claim", ["state", "expires_at"], unique=False)
    op.create_index("ix_claim_member_id", "claim", ["member_id"], unique=False)
    op.create_index("ix_claim_reward_id", "claim", ["reward_id"], unique=False)
    op.create_index("ix_claim_warn_at", "claim", ["warn_at"], unique=False)

    op.create_table(
        "credit_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("once_key", sa.Text(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("reverses", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("prev_id", sa.BigInteger(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("credit_entry_once", "credit_entry", ["once_key", "member_id"], unique=True)
    op.create_index("ix_credit_entry_member_id", "credit_entry", ["member_id"], unique=False)

    op.create_table(
        "ticket",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("hangout_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("claim_id", sa.BigInteger(), nullable=True),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.Column("expires_at", storage.types.Instant(), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", storage.types.Instant(), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.Column("used_at", storage.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"],
            ["claim.id"],
        ),
        sa.ForeignKeyConstraint(
            ["hangout_id"],
            ["hangout.id"],
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hangout_id", "code"),
        sa.UniqueConstraint("token"),
    )
    op.create_index("ix_ticket_member_id", "ticket", ["member_id"], unique=False)
    op.create_table(
        "scan",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=False),
        sa.Column("at", storage.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "staff_id"),
    )
    for column in ADDED:
        op.add_column("hangout", column)
    op.create_index("ix_hangout_next_seal", "hangout", ["next_seal"], unique=False)
    op.execute(
        "INSERT INTO reward (hangout_id, main, title, notches, restocks, valid_days, active, created_at) "
        "SELECT id, true, reward, stick_length, 0, 30, true, created_at FROM hangout WHERE reward <> ''"
    )
    # Not in a batch: SQLite would make the table anew, and everything that points at it be in the way.
    op.drop_column("hangout", "reward")
    for table in GUARDED:
        for statement in _guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    raise RuntimeError("a ledger goes forward only")
