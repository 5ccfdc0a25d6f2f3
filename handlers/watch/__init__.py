"""Looking after what members write: the button that reports it, and the queue of owners and moderators."""
