"""What can be wrong with a scheme's ladders, limits and hours: above all, ending in silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import phonenumbers

from bot.checks.finding import Finding, error, note, warning
from bot.scheme_file import LADDERS, SchemeFile
from flows.ladder import How, Ladder, Who
from locales.catalogues import ENGLISH, languages, reviewed_by

CO_ORDINATORS = frozenset({Who.DUTY, Who.NEXT, Who.ON_DUTY, Who.EVERYONE})


def check_scheme(file: SchemeFile) -> list[Finding]:
    """Everything that can be said from the file alone."""
    found = [f for name in LADDERS for f in check_ladder(name, getattr(file.scheme, name), file)]
    return [*found, *_limits(file), *_hours(file), *_contacts(file), *_languages(file)]


def check_ladder(name: str, ladder: Ladder, file: SchemeFile) -> Iterator[Finding]:
    """A ladder must climb, must reach a co-ordinator, and must never stop there."""
    where = file.where("ladder", name)
    if not ladder.rungs:
        yield error(f"The ladder {name} has no rungs: nobody is told.", where, "Give it rungs.")
        return
    yield from _rising(name, ladder, file)
    yield from _last(name, ladder, file)
    if ladder.repeat <= timedelta():
        yield error(
            f"The ladder {name} would not repeat its last rung.",
            file.where("repeat", name),
            "Give minutes above 0: the last rung comes again until a person takes the alert.",
        )
    yield from _its_own_way(name, ladder, file)


def _rising(name: str, ladder: Ladder, file: SchemeFile) -> Iterator[Finding]:
    for n, (lower, upper) in enumerate(pairwise(ladder.rungs), start=1):
        if upper.after <= lower.after:
            yield error(
                f"Rung {n + 1} of the ladder {name} does not come after rung {n}.",
                file.where("ladder", name, n, "minutes"),
                "Put the rungs in order of their minutes; tell several people in one rung's who.",
            )


def _last(name: str, ladder: Ladder, file: SchemeFile) -> Iterator[Finding]:
    last = len(ladder.rungs) - 1
    where = file.where("ladder", name, last, "who")
    who = set(ladder.rungs[-1].who)
    if not any(CO_ORDINATORS & set(rung.who) for rung in ladder.rungs):
        yield error(
            f"No rung of the ladder {name} tells a co-ordinator.", where, 'Add one for "everyone".'
        )
    elif not who & CO_ORDINATORS:
        yield error(
            f"The ladder {name} ends on {' and '.join(sorted(who))}, who cannot take an alert on.",
            where,
            'End it on a rung for "everyone".',
        )
    elif Who.EVERYONE not in who:
        yield warning(
            f"The ladder {name} never tells every co-ordinator.",
            where,
            'End it on a rung for "everyone", in case those before it cannot be reached.',
        )


def _its_own_way(name: str, ladder: Ladder, file: SchemeFile) -> Iterator[Finding]:
    """What holds for one ladder only."""
    if name == "missed_check_in":
        for n, rung in enumerate(ladder.rungs):
            if {How.CALL, How.SECOND} & set(rung.how):
                yield warning(
                    "A planned visit that has not begun could ring people, at night too.",
                    file.where("ladder", name, n, "how"),
                    'Use "text" only in the ladder missed_check_in; "second" may be a call.',
                )
    if name == "sos" and ladder.rungs[0].after > timedelta():
        yield warning(
            "A call for help waits before anybody is told.",
            file.where("ladder", name, 0, "minutes"),
            "Begin the ladder sos at 0 minutes.",
        )


def _limits(file: SchemeFile) -> Iterator[Finding]:
    scheme = file.scheme
    for name in ("longest_visit", "welfare", "lapse", "talk_expires", "invitation_expires"):
        if getattr(scheme, name) <= timedelta():
            where = file.where("limits", name)
            yield error(f"limits.{name} is 0.", where, "Give minutes above 0.")
    if scheme.lapse <= scheme.welfare:
        yield error(
            "An alert would climb again before the one who took it is asked how it stands.",
            file.where("limits", "lapse"),
            "Make limits.lapse longer than limits.welfare.",
        )


def _hours(file: SchemeFile) -> Iterator[Finding]:
    if file.scheme.quiet_from == file.scheme.quiet_until:
        yield error(
            "The quiet hours begin and end at the same time.",
            file.where("hours", "quiet_until"),
            "Give two different times.",
        )


def _contacts(file: SchemeFile) -> Iterator[Finding]:
    for name in ("phone", "out_of_hours"):
        number: str = getattr(file.scheme, name)
        if not number:
            yield note(
                f"The scheme's {name} is not set, so messages cannot give it.",
                file.where(name),
                f'Add a line such as {name} = "01632 960000".',
            )
        elif not _dialled(number):
            yield warning(
                f"The scheme's {name} does not look like a number people can dial.",
                file.where(name),
                'Write it as people dial it, such as "01632 960000".',
            )


def _dialled(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)


def _languages(file: SchemeFile) -> Iterator[Finding]:
    known = languages()
    for n, language in enumerate(file.scheme.languages):
        where = file.where("languages", n)
        if language not in known:
            yield error(
                f"There are no sentences in the language {language!r}.",
                where,
                f"Choose from {', '.join(known)}.",
            )
        elif language != ENGLISH and reviewed_by(language) is None:
            yield warning(
                f"Nobody fluent has read the sentences in {language!r} yet.",
                where,
                "Have them read, or leave the language out until then.",
            )
