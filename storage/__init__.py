"""SQL: tables, queries that take a session and never commit, migrations, the database object."""
