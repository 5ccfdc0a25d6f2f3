"""Moments: a photo or a line of a member's on the week's prompt, looked at by staff, posted, taken back any time."""
