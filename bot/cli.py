"""The command line. Each command imports what it needs, so that `--help` answers at once."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from bot import match_cli

app = typer.Typer(
    name="porchlight",
    help="The messaging front door of an Independent Visitor scheme. "
    "It leaves the light on until everybody is home.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Host = Annotated[str, typer.Option(help="The address to listen on.")]

WORKS = "Work"
SETS_UP = "Set up"
PEOPLE = "People"


class Invited(StrEnum):
    """Whom one can invite."""

    VOLUNTEER = "volunteer"
    CO_ORDINATOR = "co-ordinator"
    CARER = "carer"


@app.command(rich_help_panel=SETS_UP)
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8080,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
) -> None:
    """Watch a simulated scheme in the browser: no accounts, no messages, nothing kept."""
    from bot.demo.run import main as run_demo

    run_demo(port, browser)


@app.command(rich_help_panel=WORKS)
def serve(host: Host = "0.0.0.0") -> None:  # noqa: S104 -- a container's only way in
    """Run everything in one process: right for one machine."""
    from bot.commands.serving import serve as start
    from bot.wiring import Duty

    start(Duty.BOTH, host)


@app.command(rich_help_panel=WORKS)
def web(host: Host = "0.0.0.0") -> None:  # noqa: S104 -- a container's only way in
    """Run the web side only: take messages in, and send what answers them."""
    from bot.commands.serving import serve as start
    from bot.wiring import Duty

    start(Duty.WEB, host)


@app.command(rich_help_panel=WORKS)
def worker() -> None:
    """Run the chasing side only: deadlines, alerts, and messages to send again."""
    from bot.commands.serving import serve as start
    from bot.wiring import Duty

    start(Duty.WORKER, "")


@app.command(rich_help_panel=SETS_UP)
def migrate() -> None:
    """Make the database, or bring it up to date. Safe to run again."""
    from bot.commands.migrating import migrate as bring_up_to_date

    bring_up_to_date()


@app.command(rich_help_panel=SETS_UP)
def check(
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask neither the database nor the providers.")
    ] = False,
) -> None:
    """Look for what would keep this set-up from keeping people safe. Exits 1 on an error."""
    from bot.commands.checking import check_all

    raise typer.Exit(check_all(outside=not offline))


@app.command(rich_help_panel=PEOPLE)
def invite(
    who: Annotated[Invited, typer.Argument(help="What they will be.")],
    name: Annotated[str, typer.Option(help="Their first name.")],
    phone: Annotated[str, typer.Option(help="Their mobile, as people write it.")] = "",
    last_name: Annotated[str, typer.Option(help="Shown to co-ordinators only.")] = "",
    telegram: Annotated[
        bool, typer.Option("--telegram", help="Print a one-time link that opens the bot.")
    ] = False,
    match: Annotated[
        str, typer.Option(help="Of a carer: the reference of the young person, such as K7.")
    ] = "",
) -> None:
    """Invite somebody, by SMS or by a Telegram link. The first co-ordinator goes on duty."""
    from bot.commands.invite import invite as invite_person
    from flows.facts import Role

    role = Role[who.name]
    invite_person(role, name, last_name, phone, telegram=telegram, match=match)


@app.command(rich_help_panel=PEOPLE)
def plan(
    volunteer_phone: Annotated[str, typer.Option(help="The volunteer's number.")],
    place: Annotated[str, typer.Option(help="Where they will be.")],
    starts_at: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d %H:%M"], help="London time.")
    ],
    home_by: Annotated[
        datetime, typer.Option("--until", formats=["%Y-%m-%d %H:%M"], help="London time.")
    ],
) -> None:
    """Plan a visit for a volunteer. A missed check-in is chased as well."""
    from bot.commands.planning import plan_visit

    plan_visit(volunteer_phone, place, starts_at, home_by)


@app.command(rich_help_panel=PEOPLE)
def leave(
    phone: Annotated[str, typer.Option(help="The number of who leaves.")],
) -> None:
    """Somebody leaves: no more alerts to them, no more words from them. Refused while out."""
    from bot.commands.leaving import leave as leave_scheme

    leave_scheme(phone)


app.add_typer(match_cli.match, name="match", rich_help_panel=PEOPLE)
app.command(rich_help_panel=PEOPLE)(match_cli.insurance)


@app.command("rotate-key", rich_help_panel=SETS_UP)
def rotate_key() -> None:
    """Seal everything anew with the first key of PORCHLIGHT_KEY=new,old."""
    from bot.commands.rotating import rotate

    rotate()


def main() -> None:
    """The `porchlight` script: errors become sentences, and exit status 2."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 -- an operator gets a sentence, not a traceback
        from bot.commands.trouble import in_words

        print(in_words(error), file=sys.stderr)
        sys.exit(2)
