"""Ideas at Telegram’s edge: suggesting, the board, the pipeline."""
