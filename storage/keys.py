"""Sealing what must not be read from a stolen file, and finding it again all the same.

A root key is 32 random bytes. From each, two keys are derived (HKDF-SHA256, RFC 5869): one
seals (AES-256-GCM, NIST SP 800-38D), one makes blind look-up values (HMAC-SHA256). Several
roots may be given during a rotation: the first seals, all open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

VERSION = b"\x01"
_ID = slice(1, 5)
_NONCE = slice(5, 17)
_BODY = slice(17, None)
_BLIND_BYTES = 16


class BadKey(ValueError):
    """The configured key text is not a key. The message never repeats the text."""


class CannotOpen(Exception):
    """Something sealed does not open: its key is not configured, or it was altered or moved."""


class Sealed(bytes):
    """What `Keys.seal` returns: version, key id (4), nonce (12), ciphertext with its tag (16)."""

    __slots__ = ()


class SealedBytes(TypeDecorator[bytes]):
    """A column that takes nothing but `Sealed`, so that plain text cannot slip in."""

    impl = LargeBinary
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[bytes | None], Any]:
        return _only_sealed

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Both drivers give bytes."""


def _only_sealed(value: bytes | None) -> memoryview | None:
    if value is None:
        return None
    if type(value) is not Sealed:
        raise TypeError("this column holds sealed bytes only: use Keys.seal")
    return memoryview(value)


class _Root(NamedTuple):
    id: bytes
    cipher: AESGCM
    blinding: bytes


def _derive(root: bytes, use: str, length: int = 32) -> bytes:
    info = f"porchlight/{use}/1".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(root)


def _root(text: str, number: int) -> _Root:
    standard = text.strip().replace("-", "+").replace("_", "/")
    try:
        root = base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise BadKey(f"key {number} is not base64") from None
    if len(root) != 32:
        raise BadKey(f"key {number} has {len(root)} bytes, not 32")
    return _Root(_derive(root, "id", 4), AESGCM(_derive(root, "seal")), _derive(root, "blind"))


class Keys:
    """Seals, opens and blinds. Safe to share between threads; holds no plain root key."""

    def __init__(self, roots: tuple[_Root, ...]) -> None:
        self._roots = roots
        self._first = roots[0]
        self._ciphers = {root.id: root.cipher for root in roots}
        self._header = VERSION + self._first.id

    @staticmethod
    def generate() -> str:
        """A new key as text, to be kept in the environment and nowhere else."""
        return base64.b64encode(os.urandom(32)).decode()

    @classmethod
    def from_text(cls, text: str) -> Keys:
        """Read "key[,older…]", each 32 bytes in base64; the first is for new values.

        Raises BadKey, naming which one is wrong but not what it says.
        """
        parts = [part for part in text.split(",") if part.strip()]
        if not parts:
            raise BadKey("no key is set")
        return cls(tuple(_root(part, number) for number, part in enumerate(parts, 1)))

    def seal(self, purpose: str, data: bytes | str) -> Sealed:
        """Encrypt for one purpose; what was sealed for another purpose will not open as this."""
        plain = data.encode() if isinstance(data, str) else data
        nonce = os.urandom(12)
        body = self._first.cipher.encrypt(nonce, plain, purpose.encode())
        return Sealed(self._header + nonce + body)

    def open(self, purpose: str, blob: bytes) -> bytes:
        """Decrypt what `seal` made with any of these keys. Raises CannotOpen."""
        if blob[:1] != VERSION or len(blob) < 33:
            raise CannotOpen(f"{purpose}: this was not sealed here, or by a newer version")
        cipher = self._ciphers.get(blob[_ID])
        if cipher is None:
            raise CannotOpen(
                f"{purpose}: sealed with key {blob[_ID].hex()}, which is not configured"
                f" (configured: {', '.join(root.id.hex() for root in self._roots)})"
            )
        try:
            return cipher.decrypt(blob[_NONCE], blob[_BODY], purpose.encode())
        except InvalidTag:
            raise CannotOpen(f"{purpose}: altered, or sealed for another purpose") from None

    def is_current(self, blob: bytes) -> bool:
        """Whether the first key sealed this, so that a rotation can pass it by."""
        return blob[:5] == self._header

    def blind(self, purpose: str, text: str) -> bytes:
        """16 bytes that are equal for equal text and tell nothing without the key."""
        return _blind(self._first, purpose, text)

    def blinds(self, purpose: str, text: str) -> tuple[bytes, ...]:
        """The blind value under every key, newest first: look for any of them."""
        return tuple(_blind(root, purpose, text) for root in self._roots)


def _blind(root: _Root, purpose: str, text: str) -> bytes:
    message = f"{purpose}\0{text}".encode()
    return hmac.digest(root.blinding, message, hashlib.sha256)[:_BLIND_BYTES]
