"""The guide in private chat: advice for members, what it is made of for the owner."""
