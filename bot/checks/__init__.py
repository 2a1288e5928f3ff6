"""What can be wrong with a set-up, each kind in its own file; `bot.check` asks them all."""
