"""The habit at Telegram’s edge: /me, pauses, cues, interests, welcome back."""
