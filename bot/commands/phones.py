"""Numbers as people write them."""

from __future__ import annotations

import phonenumbers

from bot.commands.trouble import Refused


def mobile(written: str) -> str:
    """A number that can get an SMS, as E.164; read as British without a country. Raises Refused."""
    try:
        number = phonenumbers.parse(written, "GB")
    except phonenumbers.NumberParseException:
        raise Refused("That is not a phone number. Write it like 07700 900001.") from None
    # Possible only: the numbers kept for examples and rehearsals are not "valid". Short ones
    # are possible as well, since they can be dialled from within their own area.
    if not phonenumbers.is_possible_number(number) or (number.national_number or 0) < 10_000_000:
        raise Refused("That number has too many or too few digits.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
