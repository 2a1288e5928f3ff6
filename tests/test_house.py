"""The house stays as it was drawn: rooms, one clock, one place for chance, words in one room."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

Node = TypeVar("Node", bound=ast.AST)

TOP = Path(__file__).parents[1]
ROOMS = ("bot", "flows", "locales", "scheduler", "storage")

ENTRIES = {
    *ROOMS, "tests", "docs", "pyproject.toml", "Procfile", "README.md", "Makefile", "LICENSE",
    "CONTRIBUTING.md", "CHANGELOG.md", "requirements.txt", "requirements-dev.txt",
}  # fmt: skip

WALL_CLOCK = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "time.strftime",
}  # fmt: skip
ENVIRONMENT = {"os.environ", "os.getenv", "os.putenv"}
CHANCE = {"random", "secrets", "os.urandom", "uuid.uuid1", "uuid.uuid4", "uuid4", "uuid1"}

ALLOWED = {
    "scheduler/clock.py": (WALL_CLOCK, "the one clock"),
    "bot/settings.py": (ENVIRONMENT, "the one reader of the environment"),
    "storage/ids.py": (CHANCE, "ids that nobody can guess"),
    "storage/keys.py": (CHANCE, "keys and nonces"),
    "storage/tokens.py": (CHANCE, "secrets that people carry in a link"),
    "storage/store.py": (CHANCE, "two who collided must not wait equally long"),
    "scheduler/deliver.py": (CHANCE, "the default of its `chance`, which spreads retries"),
}
"""File → what it alone may use, and why."""

IMPURE = {
    "aiohttp", "alembic", "apscheduler", "asyncio", "asyncpg", "concurrent", "cryptography",
    "httpx", "io", "logging", "multiprocessing", "os", "pathlib", "prometheus_client", "random",
    "requests", "secrets", "shutil", "signal", "socket", "sqlalchemy", "sqlite3", "structlog",
    "subprocess", "sys", "tempfile", "telegram", "threading", "time", "twilio", "urllib",
    "bot", "scheduler", "storage",
}  # fmt: skip
"""What a decision has no business with."""


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (TOP / room).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(TOP).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), name(path))


def places(path: Path, *wanted: type[Node]) -> Iterator[Node]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, wanted))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Each thing imported, as (module, dotted name)."""
    for node in places(path, ast.Import):
        yield from ((alias.name, alias.name) for alias in node.names)
    for source in places(path, ast.ImportFrom):
        module = source.module or ""
        yield from ((module, f"{module}.{alias.name}") for alias in source.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` as text, whatever stands before the first name left out."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    return ".".join(reversed(parts))


def used(path: Path) -> set[str]:
    """Every dotted name and import of a file, with its last two and first parts."""
    whole = {dotted(node) for node in places(path, ast.Attribute)}
    whole |= {full for module, full in imports(path)} | {module for module, _ in imports(path)}
    return whole | {".".join(w.split(".")[-2:]) for w in whole} | {w.split(".")[0] for w in whole}


def test_the_top_of_the_house_holds_what_the_design_names():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=TOP, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    tops = {line.partition("/")[0] for line in listed}
    assert {top for top in tops if not top.startswith(".")} <= ENTRIES


@pytest.mark.parametrize(
    "kind", [WALL_CLOCK, ENVIRONMENT, CHANCE], ids=["clock", "environment", "chance"]
)
def test_time_environment_and_chance_have_one_place_each(kind):
    found = {name(path): used(path) & kind for path in files(*ROOMS)}
    strays = {
        file: names
        for file, names in found.items()
        if names and not names <= ALLOWED.get(file, (set(), ""))[0]
    }
    assert strays == {}, "take it as an argument, or give the reason in ALLOWED"


def test_what_is_allowed_is_also_needed():
    for file, (kind, _why) in ALLOWED.items():
        assert used(TOP / file) & kind, f"{file} needs no exception any more"


def test_decisions_are_pure():
    impure = {
        name(path): sorted({module for module, _ in imports(path)} & IMPURE)
        for path in files("flows")
        if {module.partition(".")[0] for module, _ in imports(path)} & IMPURE
    }
    assert impure == {}
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.Global)
    assert [name(path) for path in files("flows") if any(places(path, *waiting))] == []


def test_decisions_neither_print_nor_open():
    for path in files("flows"):
        calls = {dotted(node.func) for node in places(path, ast.Call)}
        assert not calls & {"print", "open", "input", "exec", "eval", "breakpoint"}, name(path)


def test_every_sentence_is_said_by_name():
    strays = [
        f"{name(path)}:{node.lineno}"
        for path in files("bot", "flows", "scheduler", "storage")
        for node in places(path, ast.Call)
        if _says_a_literal(node)
    ]
    assert strays == [], "put the sentence into locales/ and say it by name"


def _says_a_literal(call: ast.Call) -> bool:
    match dotted(call.func).rpartition(".")[2]:
        case "Message":
            texts = [_text(argument) or "" for argument in _argument(call, "english")]
            return any(char.isalpha() for text in texts for char in text)
        case "Say" | "Ask":
            return any(_text(argument) is not None for argument in _argument(call, "message"))
        case "Option":
            # A word to send back, such as SAFE or OK, is the same in every language.
            texts = [_text(argument) or "" for argument in _argument(call, "label")]
            return any(text != text.upper() for text in texts)
    return False


def _argument(call: ast.Call, keyword: str) -> list[ast.expr]:
    """The second argument, by place or by name."""
    return call.args[1:2] + [k.value for k in call.keywords if k.arg == keyword]


def _text(node: ast.expr) -> str | None:
    """What a literal says, without what an f-string fills in; None for anything else."""
    match node:
        case ast.Constant(value=str(said)):
            return said
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) or "" for part in parts)
    return None


@pytest.mark.parametrize(
    "code",
    [
        'Say(1, "Hello")',
        'Say(to=1, message=f"Hello {name}")',
        'd.Say(1, message="Hello")',
        'Message("HELLO", "Hello.")',
        'Option("1", "Yes")',
    ],
)
def test_a_literal_sentence_would_be_seen(code):
    assert _says_a_literal(ast.parse(code, mode="eval").body)


@pytest.mark.parametrize(
    "code",
    [
        'Say(1, m.HELLO, {"name": "Ana"})',
        'Option("safe", f"SAFE {code}", f"SAFE {code}")',
        'Option("ok", m.OK)',
        "Option(key, label)",
        'Message(name, f"{{{blank}}}")',
    ],
)
def test_a_sentence_by_name_is_fine(code):
    assert not _says_a_literal(ast.parse(code, mode="eval").body)


def test_pins_have_hashes_and_name_no_index():
    wanted = re.compile(r"[a-z0-9.-]+==\S+( ; .+?)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for file in ("requirements.txt", "requirements-dev.txt"):
        lines = (TOP / file).read_text("utf-8").splitlines()
        assert [line for line in lines if not wanted.fullmatch(line)] == []


def test_what_runs_is_what_was_tested():
    run, tested = (
        {line for line in (TOP / file).read_text("utf-8").splitlines() if "==" in line}
        for file in ("requirements.txt", "requirements-dev.txt")
    )
    assert run <= tested
