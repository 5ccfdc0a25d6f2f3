"""What happens in the sandbox's world, whoever caused it: a bot's call or a person's act."""
