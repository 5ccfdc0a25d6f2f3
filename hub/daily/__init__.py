"""The daily question: the queue, rounds, votes, and the posts that show them."""
