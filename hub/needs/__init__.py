"""Needs: what a member looks for, asked of the shop and of members who can help, answered through the bot."""
