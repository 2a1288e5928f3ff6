"""What Twilio's API takes and refuses, and what its records look like.

Written from Twilio's API reference and error dictionary, not from the library we send with.
Where the provider's OpenAPI description lies beside the repository (PORCHLIGHT_SPECS, or
../shared/specs), the names of parameters are read from it as well.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from multidict import MultiMapping

NUMBER = re.compile(r"\+[1-9]\d{6,14}")
CONTENT = re.compile(r"HX[0-9a-f]{32}")
REPOSITORY = Path(__file__).resolve().parents[2]

# Only the parameters that this project has a use for: any other is a slip of ours.
NAMES = {
    "POST Messages": "To From MessagingServiceSid Body ContentSid ContentVariables "
    "StatusCallback ValidityPeriod SmartEncoded",
    "POST Calls": "To From Url Method StatusCallback StatusCallbackEvent "
    "StatusCallbackMethod Timeout",
    "GET Messages": "To From PageSize Page PageToken",
    "GET Calls": "To From PageSize Page PageToken",
    "GET IncomingPhoneNumbers": "PhoneNumber PageSize Page PageToken",
    "GET OutgoingCallerIds": "PhoneNumber PageSize Page PageToken",
}


class RefusalError(Exception):
    """An error answer: HTTP status, Twilio's code, and words that quote the request."""

    def __init__(self, code: int, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.code = code
        self.status = status

    def body(self) -> dict[str, object]:
        """The JSON that Twilio answers with."""
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return {
            "code": self.code,
            "message": str(self),
            "more_info": more,
            "status": self.status,
        }


def sign(token: str, url: str, form: Iterable[tuple[str, str]]) -> str:
    """X-Twilio-Signature: HMAC-SHA1, keyed with the token, over the URL and then each field's
    name and value, fields in order of name. Source: Twilio's "Webhooks security"."""
    signed = url + "".join(name + value for name, value in sorted(form))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def check_names(call: str, names: Iterable[str]) -> None:
    """Refuse parameters that the resource does not have."""
    known = set(NAMES[call].split())
    unknown = set(names) - known
    if unknown:
        raise RefusalError(20001, f"Unknown parameters {sorted(unknown)}")
    stated = spec_names(call)
    if stated and not set(names) <= stated:
        raise RefusalError(20001, f"Not in the specification: {sorted(set(names) - stated)}")


@cache
def spec_names(call: str) -> frozenset[str]:
    """The parameters that Twilio's own description gives a call; empty without it."""
    method, resource = call.split()
    where = os.environ.get("PORCHLIGHT_SPECS") or REPOSITORY.parent / "shared" / "specs"
    file = Path(where) / "twilio_api_v2010.json"
    if not file.exists():
        return frozenset()
    paths = json.loads(file.read_text(encoding="utf-8"))["paths"]
    entry = paths[f"/2010-04-01/Accounts/{{AccountSid}}/{resource}.json"][method.lower()]
    if method == "GET":
        return frozenset(p["name"] for p in entry["parameters"] if p["in"] == "query")
    content = entry["requestBody"]["content"]["application/x-www-form-urlencoded"]
    return frozenset(content["schema"]["properties"])


def check_message(
    form: MultiMapping[str], senders: Collection[str], services: Collection[str]
) -> None:
    """Refuse what POST Messages refuses, with its code."""
    check_names("POST Messages", form.keys())
    _once(form)
    to, sender = form.get("To", ""), form.get("From")
    if not to:
        raise RefusalError(21604, "A 'To' phone number is required.")
    if not NUMBER.fullmatch(to.removeprefix("whatsapp:")):
        raise RefusalError(21211, f"Invalid 'To' Phone Number: {to}")
    _check_sender(to, sender, form.get("MessagingServiceSid"), senders, services)
    _check_content(form)
    _check_validity(form.get("ValidityPeriod"))
    _check_url(form.get("StatusCallback"), 21609)
    if form.get("SmartEncoded", "false") not in ("true", "false"):
        raise RefusalError(20001, "SmartEncoded is a boolean")


def check_call(form: MultiMapping[str], callers: Collection[str]) -> None:
    """Refuse what POST Calls refuses, with its code."""
    check_names("POST Calls", form.keys())
    if not NUMBER.fullmatch(form.get("To", "")):
        raise RefusalError(21211, f"Invalid 'To' Phone Number: {form.get('To')}")
    if form.get("From", "") not in callers:
        raise RefusalError(21210, f"'From' {form.get('From')} is not verified for your account.")
    if not form.get("Url"):
        raise RefusalError(21205, "Url parameter is required.")
    _check_url(form.get("Url"), 21205)
    _check_url(form.get("StatusCallback"), 21609)
    if form.get("Method", "POST") != "POST":
        raise RefusalError(21206, "Method must be POST here")
    events = {"initiated", "ringing", "answered", "completed"}
    if not set(form.getall("StatusCallbackEvent", [])) <= events:
        raise RefusalError(21626, "Invalid status callback event")
    if not 1 <= int(form.get("Timeout", "60")) <= 600:
        raise RefusalError(21213, "Timeout out of range")


def _once(form: MultiMapping[str]) -> None:
    twice = [name for name in form if len(form.getall(name)) > 1]
    if twice:
        raise RefusalError(20001, f"Given twice: {twice}")


def _check_sender(
    to: str,
    sender: str | None,
    service: str | None,
    senders: Collection[str],
    services: Collection[str],
) -> None:
    if (sender is None) == (service is None):
        raise RefusalError(21603, "Exactly one of 'From' and 'MessagingServiceSid' is required.")
    if service is not None and service not in services:
        raise RefusalError(21705, f"The Messaging Service Sid {service} is invalid")
    if sender is None:
        return
    if sender not in senders:
        raise RefusalError(21659, f"'From' {sender} is not a Twilio phone number")
    if to.startswith("whatsapp:") != sender.startswith("whatsapp:"):
        raise RefusalError(21910, "'From' and 'To' are not on the same channel")


def _check_content(form: Mapping[str, str]) -> None:
    body, template = form.get("Body"), form.get("ContentSid")
    if template is None:
        if not (body or "").strip():
            raise RefusalError(21602, "Message body is required.")
        if len(body or "") > 1600:
            raise RefusalError(21617, f"The message is too long: {body}")
        return
    if body is not None:
        raise RefusalError(20001, "A template takes no Body")
    if not CONTENT.fullmatch(template):
        raise RefusalError(21655, "The ContentSid is invalid.")
    variables = json.loads(form.get("ContentVariables", "{}"))
    if not all(isinstance(value, str) for value in variables.values()):
        raise RefusalError(21656, "The ContentVariables parameter is invalid.")


def _check_validity(seconds: str | None) -> None:
    if seconds is not None and not (seconds.isdigit() and 1 <= int(seconds) <= 36_000):
        raise RefusalError(21624, f"Invalid validity period value {seconds}")


def _check_url(url: str | None, code: int) -> None:
    parts = urlsplit(url or "")
    if url is not None and not (parts.scheme in ("http", "https") and parts.hostname):
        raise RefusalError(code, f"{url} is not a valid URL")
