"""The translators' command line: python -m locales extract | update [LANGUAGE …] | check."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from babel import Locale, UnknownLocaleError

from locales.catalogues import ENGLISH, FOLDER, languages, path_of
from locales.plain import check, lengths
from locales.upkeep import merged, sentences, template, template_path


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Run one command on the catalogues in `folder`; the exit status is 1 if `check` found any."""
    given = _parser().parse_args(arguments)
    match given.command:
        case "extract":
            return extract(folder)
        case "update":
            return update(given.language, folder)
    return report(folder)


def extract(folder: Path) -> int:
    """Write the template from the sentences."""
    messages = sentences()
    template_path(folder).write_text(template(messages), "utf-8", newline="\n")
    print(f"porchlight.pot: {len(messages)} sentences")
    return 0


def update(codes: Sequence[str], folder: Path) -> int:
    """Bring the template and the catalogues up to date. Naming a new language begins its own."""
    extract(folder)
    for language in codes or languages(folder)[1:]:
        text = merged(sentences(), language, folder)
        path = path_of(language, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        print(f"{language}: up to date")
    return 0


def report(folder: Path) -> int:
    """Print what is long, then what is wrong."""
    problems = check(folder=folder)
    for line in lengths(folder=folder):
        print(f"info: {line}")
    for line in problems:
        print(line)
    print(f"{len(problems)} to put right" if problems else "All is well.")
    return 1 if problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m locales", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("extract", help="write porchlight.pot from the sentences")
    updating = commands.add_parser("update", help="merge the sentences into each language's .po")
    updating.add_argument("language", nargs="*", type=_language, help="default: all there are")
    commands.add_parser("check", help="list what is missing, out of date or unfit to send")
    return parser


def _language(code: str) -> str:
    """A code that Babel knows, such as "cy" or "pt_BR", so that it can word dates in it."""
    try:
        found = str(Locale.parse(code, sep="_"))
    except (UnknownLocaleError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"no language is known as {code!r}") from error
    if found != code or code == ENGLISH:
        raise argparse.ArgumentTypeError(f"{code!r} cannot have a catalogue")
    return code


if __name__ == "__main__":
    sys.exit(main())
