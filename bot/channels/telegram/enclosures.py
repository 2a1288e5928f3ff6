"""What comes with a message: pictures and PDFs to keep, and what cannot be taken."""

from __future__ import annotations

import mimetypes

from telegram import Document, Message, PhotoSize

from flows.events import File

LARGEST = 20_000_000
"""Bytes a bot may download: https://core.telegram.org/bots/api#getfile says 20 MB."""

TOO_BIG = "too_big"
UNKNOWN = "unknown"

UNSUPPORTED = (
    "animation",
    "voice",
    "video",
    "video_note",
    "audio",
    "sticker",
    "document",
    "photo",
    "story",
    "poll",
    "dice",
    "game",
    "contact",
    "checklist",
    "paid_media",
    "invoice",
    "giveaway",
    "passport_data",
    "web_app_data",
)
"""What people send that a visit has no use for, by the field it comes in."""


def files_of(message: Message) -> tuple[File, ...]:
    """The one picture or PDF of a message. An album is several messages of one group.

    Of a photo's sizes the largest that a bot may download.
    """
    if message.photo:
        fitting = [size for size in message.photo if _fits(size.file_size)]
        return (_photo(max(fitting, key=_area)),) if fitting else ()
    document = _paper(message)
    if document is None or not _fits(document.file_size):
        return ()
    return (_document(document),)


def unsupported_kind(message: Message) -> str | None:
    """The kind of something that cannot be taken, or None when nobody sent anything.

    Only asked when `files_of` found nothing: a photo or a paper is too big then. A field that
    the library does not know is newer than it, and a person may have meant it for us.
    """
    for kind in UNSUPPORTED:
        if getattr(message, kind):
            wanted = kind == "photo" or (kind == "document" and _paper(message) is not None)
            return TOO_BIG if wanted else kind
    return UNKNOWN if message.api_kwargs else None


def _paper(message: Message) -> Document | None:
    """A picture or PDF sent as a document, of whatever size."""
    # An animation comes with a document of the same file, for readers older than it.
    if message.document is None or message.animation is not None:
        return None
    kind = _kind(message.document)
    return message.document if kind.startswith("image/") or kind == "application/pdf" else None


def _fits(size: int | None) -> bool:
    return size is None or size <= LARGEST


def _area(size: PhotoSize) -> tuple[int, int]:
    return size.width * size.height, size.file_size or 0


def _photo(size: PhotoSize) -> File:
    """Telegram makes every photo a JPEG."""
    return File(_reference(size.file_id), "image/jpeg", size.file_size)


def _document(document: Document) -> File:
    name = (document.file_name or "").encode("utf-8", "replace").decode()
    return File(_reference(document.file_id), _kind(document), document.file_size, name)


def _kind(document: Document) -> str:
    """The sender's app says what it is; where it does not, the file's name may."""
    guessed = mimetypes.guess_type(document.file_name or "")[0]
    return (document.mime_type or guessed or "").lower()


def _reference(file_id: object) -> str:
    if not isinstance(file_id, str) or not file_id:
        raise TypeError("a file id was expected")
    return file_id
