"""The replay engine: a conversation is a pure generator, run again from the top at each reply.

It is fed the answers kept so far by name; what it yields after the newest answer is what
happens. Nothing of a run is kept but the answers and the question that was shown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from flows.answers import AnOption, Answer, Dropped, Got, Missed, OkOrNo, Reply
from flows.decisions import Decision, EndTalk, KeepTalk, Option, Say, SetTimer, StopTimer
from flows.events import TimerKind
from flows.facts import Kept, Shown, Snapshot, Talk
from locales import messages as m
from locales.message import Message, Text
from locales.rendering import render

REST = ""
"""The name under which words that no question has taken yet are kept."""

PATIENCE = 3
"""After so many answers in a row that did not fit, a person is offered."""

WAITS = "?"
"""Before a question's name: a reply to it, given before it is this question's turn again."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a conversation waits for. `name` is unique in a run and names the kept answer."""

    name: str
    message: Message
    answer: Answer
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """Forget these answers and run from the top: they are asked anew, all others stand."""

    names: tuple[str, ...]


Step = Question | Decision | Again
"""What a conversation yields: questions, answered by what is sent in, and decisions."""

Script = Generator[Step, Any, None]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A registered conversation.

    `nudge` is after how long an unanswered question is shown once more, with `nudge_with`
    before it; `expires` after how long it ends, with what `on_expiry` decides. `left_with` is
    said when it is put away, where that is more than "nothing was changed". `replaced_with` is
    said when another takes its place, where somebody could believe that this one is done.
    """

    name: str
    version: int
    script: Callable[[Snapshot], Script]
    expires: timedelta | None = None
    nudge: timedelta | None = None
    nudge_with: Message | None = None
    on_expiry: Callable[[Snapshot, Talk], list[Decision]] | None = None
    left_with: Message | None = None
    replaced_with: Message | None = None


CONVERSATIONS: dict[str, Conversation] = {}


def conversation(
    name: str, *, version: int = 1, **keywords: Any
) -> Callable[[Callable[[Snapshot], Script]], Conversation]:
    """Register a generator function as the conversation `name`; names are unique."""

    def register(script: Callable[[Snapshot], Script]) -> Conversation:
        if name in CONVERSATIONS:
            raise ValueError(f"two conversations are called {name!r}: give one another name")
        CONVERSATIONS[name] = Conversation(name, version, script, **keywords)
        return CONVERSATIONS[name]

    return register


def ask(name: str, message: Message, answer: Answer, /, **args: Any) -> Generator[Step, Any, Any]:
    """Ask one question; its parsed answer is what `yield from` returns."""
    value = yield Question(name, message, answer, args)
    return value


def choose(
    name: str,
    message: Message,
    options: Sequence[tuple[str, Message | Text | str, Any]],
    /,
    **args: Any,
) -> Generator[Step, Any, Any]:
    """Offer (key, label, value) options; returns the value of the one chosen."""
    value = yield Question(name, message, AnOption(tuple(options)), args)
    return value


def agree(name: str, message: Message, /, **args: Any) -> Generator[Step, Any, Any]:
    """Ask for OK or NO; returns a bool."""
    value = yield Question(name, message, OkOrNo(), args)
    return value


@dataclass(slots=True)
class Run:
    """One replay: what it kept, what it decided, where it stopped.

    `effects` are what follows the newest answer; in a `first` run, everything. Those from
    `since` on follow the last answer, new or kept.
    """

    answers: dict[str, Kept]
    first: bool = False
    looking: bool = False
    effects: list[Decision] = field(default_factory=list)
    question: Question | None = None
    missed: Missed | None = None
    dropped: Message | None = None
    answered: bool = False
    since: int = 0


def play(
    conv: Conversation,
    s: Snapshot,
    answers: Mapping[str, Kept],
    bound: Bound,
    *,
    first: bool = False,
    looking: bool = False,
) -> Run:
    """Run the script from the top until it asks what nobody has answered, or ends.

    `looking` only shows where it stands: earlier words answer nothing.
    """
    run = Run(dict(answers), first, looking)
    _through(run, conv, s, bound)
    if not run.answered and not first:
        run.effects[:] = [] if run.question else _ending(run)
    if bound.reply is not None and bound.name and run.question:
        run.answers[WAITS + bound.name] = Kept(bound.reply.text, bound.reply.choice)
    return run


def _ending(run: Run) -> list[Decision]:
    """Nothing is left to ask, since the facts have changed: the reply is answered by what is said
    at the end, or by another conversation that begins there. All else had happened, or is not
    what anybody has agreed to."""
    return [it for it in run.effects[run.since :] if isinstance(it, Say | KeepTalk) or _waits(it)]


def _waits(it: Decision) -> bool:
    return isinstance(it, SetTimer) and it.kind is TimerKind.TALK


def _through(run: Run, conv: Conversation, s: Snapshot, bound: Bound) -> None:
    """From the top; and again from the top as often as answers are to be asked anew."""
    while again := _once(run, conv, s, bound):
        dropped = [name for name in again.names if run.answers.pop(name, None)]
        if not dropped:
            raise ValueError(f"{conv.name} asks {again.names} again, which nobody has answered")
        run.effects.clear()


def _once(run: Run, conv: Conversation, s: Snapshot, bound: Bound) -> Again | None:
    script = conv.script(s)
    names: set[str] = set()
    try:
        item = next(script)
        while True:
            value = None
            if isinstance(item, Question):
                if item.name in names:
                    raise ValueError(f"{conv.name} asks {item.name!r} twice: give it another name")
                names.add(item.name)
                found = _answer(run, item, s, bound)
                if found is None:
                    run.question = item
                    return None
                value = found.value
            elif isinstance(item, Again):
                return item
            else:
                run.effects.append(item)
            item = script.send(value)
    except StopIteration:
        return None


@dataclass(slots=True)
class Bound:
    """A reply, bound by name to the question that was shown when it was given."""

    name: str | None = None
    reply: Reply | None = None

    def take(self, question: str) -> Reply | None:
        if self.reply is None or self.name != question:
            return None
        reply, self.reply = self.reply, None
        return reply


def _answer(run: Run, question: Question, s: Snapshot, bound: Bound) -> Got | None:
    """The answer to one question: kept, just given, or left over from earlier words."""
    kept = run.answers.get(question.name)
    if kept is not None:
        again = question.answer.again(kept.value, s)
        if not isinstance(again, Dropped):
            run.since = len(run.effects)
            return Got(again)
        del run.answers[question.name]
        run.dropped = again.reason
    reply = bound.take(question.name) or _waited(run, question.name)
    if reply is not None:
        return _read(run, question, reply, s)
    rest = None if run.looking else run.answers.get(REST)
    if rest is not None and question.answer.from_rest:
        got = question.answer.read(Reply(rest.raw), s)
        if isinstance(got, Got):
            del run.answers[REST]
            return _keep(run, question, rest.raw, got)
        if got.meant:
            del run.answers[REST]
            _missed(run, got)
    return None


def _waited(run: Run, name: str) -> Reply | None:
    waited = run.answers.pop(WAITS + name, None)
    return Reply(waited.raw, waited.value) if waited else None


def _read(run: Run, question: Question, reply: Reply, s: Snapshot) -> Got | None:
    got = question.answer.read(reply, s)
    if isinstance(got, Missed):
        _missed(run, got)
        return None
    return _keep(run, question, reply.pressed or reply.text, got)


def _missed(run: Run, missed: Missed) -> None:
    run.missed = missed
    if missed.meant and missed.rest:
        run.answers[REST] = Kept(missed.rest, missed.rest)


def _keep(run: Run, question: Question, raw: str, got: Got) -> Got:
    if not run.answered and not run.first:
        run.effects.clear()  # they happened when the answer before this one was given
    run.answers[question.name] = Kept(raw, question.answer.keep(got.value))
    if got.rest:
        run.answers[REST] = Kept(got.rest, got.rest)
    run.answered = True
    run.missed = None
    return got


def begin(
    conv: Conversation, s: Snapshot, rest: str = "", answered: Bound | None = None
) -> list[Decision]:
    """Start a conversation; `rest` is what was typed after the command word.

    `answered` is a reply to a question that was asked before the conversation began.
    """
    answers = {REST: Kept(rest, rest)} if rest else {}
    return _settle(conv, s, play(conv, s, answers, answered or Bound(), first=True), None)


def reply(conv: Conversation, s: Snapshot, talk: Talk, given: Reply) -> list[Decision]:
    """A reply to the question shown."""
    shown = talk.shown
    given = replace(given, shown=shown.options if shown else ())
    run = play(conv, s, talk.answers, Bound(shown.name if shown else None, given))
    return _settle(conv, s, run, talk)


def back(conv: Conversation, s: Snapshot, talk: Talk) -> list[Decision]:
    """Drop the last answer and ask that question again."""
    answers = {n: kept for n, kept in talk.answers.items() if n and not n.startswith(WAITS)}
    if answers:
        answers.popitem()
    return _settle(conv, s, play(conv, s, answers, Bound()), talk)


def show_again(
    conv: Conversation, s: Snapshot, talk: Talk, before: Message | None = None
) -> list[Decision]:
    """The question as it stands now, shown once more after an interruption.

    Nothing happens by showing it: where the facts have changed so that nothing is left to
    ask, the last answer is asked for again.
    """
    run = play(conv, s, talk.answers, Bound(), looking=True)
    if run.question is None:
        return back(conv, s, talk)
    said: list[Decision] = [Say(_me(s), before)] if before else []
    return said + _settle(conv, s, run, talk, misses=talk.misses)


def _settle(
    conv: Conversation, s: Snapshot, run: Run, talk: Talk | None, misses: int | None = None
) -> list[Decision]:
    """Turn a run into decisions: its effects, and the next question or the end."""
    me = _me(s)
    if run.question is None:
        ended: list[Decision] = [EndTalk(me), StopTimer(TimerKind.TALK, me)] if talk else []
        return ended + run.effects
    if misses is None:
        misses = 0 if run.answered or talk is None else talk.misses + 1
    options = _options(run, s)
    labels = tuple((o.key, str(o.label)) for o in options)
    shown = Shown(s.fresh[-1], run.question.name, labels, s.now)
    kept = Talk(
        flow=conv.name,
        version=conv.version,
        answers=run.answers,
        shown=shown,
        expires_at=s.now + (conv.expires or s.scheme.talk_expires),
        misses=misses,
        stamp=talk.stamp if talk else 0,
    )
    due = s.now + conv.nudge if conv.nudge else kept.expires_at
    return [
        *run.effects,
        KeepTalk(me, kept),
        SetTimer(TimerKind.TALK, me, due),
        *_prompt(me, run, options, shown.id, misses),
    ]


def _prompt(
    me: int, run: Run, options: tuple[Option, ...], prompt: int, misses: int
) -> list[Decision]:
    """The question to show; when the last answer did not fit, what would instead."""
    question = run.question
    assert question is not None
    said: list[Decision] = [Say(me, run.dropped)] if run.dropped else []
    if misses == PATIENCE:
        said.append(Say(me, m.STUCK))
    if run.missed is not None:
        said.append(Say(me, run.missed.message, run.missed.args, options=options, prompt=prompt))
    else:
        said.append(Say(me, question.message, question.args, options=options, prompt=prompt))
    return said


def _options(run: Run, s: Snapshot) -> tuple[Option, ...]:
    """The options to show, worded in the person's language so that a reply can name one."""
    question = run.question
    assert question is not None
    options = run.missed.options if run.missed and run.missed.options else None
    found = options if options is not None else question.answer.options()
    return tuple(replace(o, label=_label(o.label, s)) for o in found)


def _label(label: Message | Text | str, s: Snapshot) -> str:
    if isinstance(label, str):
        return label
    text = label if isinstance(label, Text) else Text(label)
    return render(text.message, s.me.language if s.me else None, text.args, s.now)


def _me(s: Snapshot) -> int:
    assert s.me is not None, "only somebody we know has conversations"
    return s.me.id
