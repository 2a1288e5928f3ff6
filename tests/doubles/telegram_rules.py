"""What the real Bot API refuses: types by its published description, sizes by hand.

The description is data of other people's (https://core.telegram.org/bots/api in JSON) and is
read where it is present; without it only the sizes and our own short table are checked.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from dataclasses import field as stored
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parents[2]
SPECS = Path(os.environ.get("PORCHLIGHT_SPECS", HERE.parent / "shared" / "specs"))

LARGEST_FILE = 50_000_000
"""https://core.telegram.org/bots/api#senddocument: files of up to 50 MB."""

# What the house has a use for, where the whole description is not at hand.
KNOWN = {
    "getMe": set(),
    "sendMessage": {"chat_id", "text", "reply_markup", "link_preview_options"},
    "sendDocument": {"chat_id", "document", "caption", "reply_markup"},
    "answerCallbackQuery": {"callback_query_id", "text"},
    "editMessageReplyMarkup": {"chat_id", "message_id", "reply_markup"},
    "leaveChat": {"chat_id"},
    "getUpdates": {"offset", "limit", "timeout", "allowed_updates"},
    "deleteWebhook": {"drop_pending_updates"},
    "getWebhookInfo": set(),
    "setWebhook": {
        "url",
        "secret_token",
        "allowed_updates",
        "max_connections",
        "drop_pending_updates",
    },
}

SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


# What is not text, and so is written as JSON in a form.
WRITTEN = frozenset({"chat_id", "reply_markup", "disable_notification", "protect_content"})


@dataclass(frozen=True)
class Upload:
    """A file as it came in a form. Its content shows in no failed test's output."""

    name: str
    kind: str
    content: bytes = stored(repr=False)


def read_field(name: str, text: str) -> Any:
    """One value of a form. What cannot be read stays text, and is refused as that."""
    if name not in WRITTEN:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


@cache
def description() -> dict[str, Any] | None:
    """The published description, None where it is not present."""
    path = SPECS / "telegram_bot_api.json"
    return json.loads(path.read_text()) if path.is_file() else None


def fault(method: str, params: dict[str, Any]) -> str | None:
    """Why a client that sends this is wrong, or None."""
    spec = description()
    if spec is None:
        extra = params.keys() - KNOWN.get(method, set())
        return f"{method}: unknown {sorted(extra)}" if extra or method not in KNOWN else None
    if method not in spec["methods"]:
        return f"{method}: no such method"
    return _fields(spec, spec["methods"][method].get("fields", []), params, method)


def _fields(spec: dict, fields: list[dict], given: dict, where: str) -> str | None:
    known = {field["name"]: field for field in fields}
    if extra := given.keys() - known.keys():
        return f"{where}: unknown {sorted(extra)}"
    for name, field in known.items():
        if name not in given:
            if field["required"]:
                return f"{where}: {name} is missing"
        elif not any(_is(spec, kind, given[name]) for kind in field["types"]):
            return f"{where}: {name} is no {' or '.join(field['types'])}"
    return None


def _is(spec: dict, kind: str, value: Any) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_is(spec, inner, each) for each in value)
    if kind == "InputFile":
        return isinstance(value, Upload)
    if kind in SCALARS:
        return isinstance(value, SCALARS[kind]) and (bool in SCALARS[kind]) == isinstance(
            value, bool
        )
    shape = spec["types"][kind]
    if subtypes := shape.get("subtypes"):
        return any(_is(spec, subtype, value) for subtype in subtypes)
    return isinstance(value, dict) and _fields(spec, shape.get("fields", []), value, kind) is None


def refusal_of_text(text: str) -> str | None:
    """Sizes, which no description states. Telegram counts UTF-16 code units."""
    if not text.strip():
        return "Bad Request: message text is empty"
    if len(text.encode("utf-16-le")) // 2 > 4096:
        return "Bad Request: message is too long"
    return None


def refusal_of_document(file: Any) -> str | None:
    """A file of ours; one that Telegram has, or may fetch, is nothing we ever send."""
    if not isinstance(file, Upload):
        return (
            "Bad Request: wrong remote file identifier specified: can't unserialize it. "
            "Wrong last symbol"
        )
    return None if file.content else "Bad Request: file must be non-empty"


def is_too_large(file: Upload) -> bool:
    return len(file.content) > LARGEST_FILE


def refusal_of_caption(text: str) -> str | None:
    too_long = len(text.encode("utf-16-le")) // 2 > 1024
    return "Bad Request: message caption is too long" if too_long else None


def refusal_of_keyboard(markup: dict[str, Any] | None) -> str | None:
    for button in (b for row in (markup or {}).get("inline_keyboard", []) for b in row):
        if not button["text"].strip():
            return "Bad Request: can't parse inline keyboard button: text can't be empty"
        if len(button.keys() - {"text"}) != 1:
            return "Bad Request: can't parse inline keyboard button: not one kind"
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            return "Bad Request: BUTTON_DATA_INVALID"
    return None


def refusal_of_webhook(params: dict[str, Any]) -> str | None:
    if not params["url"].startswith("https://"):
        return "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", params.get("secret_token", "")):
        return "Bad Request: secret token contains unallowed characters"
    if not 1 <= params.get("max_connections", 40) <= 100:
        return "Bad Request: max_connections must be between 1 and 100"
    return None
