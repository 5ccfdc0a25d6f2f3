"""The habit: presence, streaks with grace, pauses, cues, interests."""
