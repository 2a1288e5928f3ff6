"""python -m bot is the same as porchlight."""

from bot.cli import main

main()
