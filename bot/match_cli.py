"""`porchlight match` and `porchlight insurance` as typed; `commands.matching` does the work."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

match = typer.Typer(
    help="Who visits whom: one volunteer, one young person, known by a reference such as K7.",
    no_args_is_help=True,
)

DATE = ["%Y-%m-%d"]

Reference = Annotated[str, typer.Argument(help="Such as K7: never a name.")]
CarerPhone = Annotated[str, typer.Option(help="The carer's number; invite them first.")]
CoOrdinatorPhone = Annotated[str, typer.Option(help="Whose match it is to look after.")]
Language = Annotated[str, typer.Option(help="The young person's, such as en or cy.")]


class NewStage(StrEnum):
    """Stages that can be set; `match end` ends one."""

    INTRODUCTION = "introduction"
    TRIAL = "trial"
    ESTABLISHED = "established"


@match.command("add")
def add(
    reference: Reference,
    volunteer_phone: Annotated[str, typer.Option(help="The volunteer's number.")],
    co_ordinator_phone: CoOrdinatorPhone = "",
    carer_phone: CarerPhone = "",
    language: Language = "",
    stage: Annotated[NewStage, typer.Option(help="Where they are by now.")] = NewStage.INTRODUCTION,
) -> None:
    """A volunteer begins to visit a young person. Refused while either has a match."""
    from bot.commands.matching import Wanted, add_match
    from flows.facts import Stage

    wanted = Wanted(reference, Stage(stage.value), carer_phone, co_ordinator_phone, language)
    add_match(wanted, volunteer_phone)


@match.command("list")
def list_all() -> None:
    """Every match that has not ended."""
    from bot.commands.matching import list_matches

    list_matches()


@match.command("change")
def change(
    reference: Reference,
    stage: Annotated[NewStage | None, typer.Option(help="Where they are now.")] = None,
    carer_phone: CarerPhone = "",
    co_ordinator_phone: CoOrdinatorPhone = "",
    language: Language = "",
    review: Annotated[
        datetime | None,
        typer.Option(formats=DATE, help="A review to which the young person asks their visitor."),
    ] = None,
    explained: Annotated[
        bool, typer.Option("--explained", help="Confidentiality was explained and understood.")
    ] = False,
) -> None:
    """Change what is given, leave the rest."""
    from bot.commands.matching import Wanted, change_match
    from flows.facts import Stage

    moved = Stage(stage.value) if stage else None
    wanted = Wanted(reference, moved, carer_phone, co_ordinator_phone, language)
    change_match(wanted, review.date() if review else None, explained=explained)


@match.command("end")
def end(reference: Reference) -> None:
    """The match is over: planned visits are called off, the closure review is opened."""
    from bot.commands.matching import end_match

    end_match(reference)


@match.command("read")
def read(reference: Reference) -> None:
    """Read the records of the visits, and what carer and volunteer wrote to each other."""
    from bot.commands.match_log import read_match

    read_match(reference)


def insurance(
    phone: Annotated[str, typer.Option(help="The volunteer's number.")],
    until: Annotated[datetime, typer.Option(formats=DATE, help="The last day it covers.")],
) -> None:
    """A volunteer's car insurance covers the young person until a day. They are reminded."""
    from bot.commands.matching import insure

    insure(phone, until.date())
