"""The people's side: one file a family of acts."""
