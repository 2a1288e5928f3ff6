"""People by question: who is there, who has this number, and how somebody new is let in."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from flows.facts import Address, Channel, Person, Reach, Role, Standing
from storage import journal
from storage.ids import new_id
from storage.keys import Keys
from storage.known import Known, blind_purpose
from storage.ledger import Ledger
from storage.reading import ADDRESS
from storage.tables import addresses, invitations, people, roles
from storage.tokens import hashed, new_token
from storage.writing import write

_REPLACE = (
    sa.update(invitations)
    .where(
        invitations.c.person_id == sa.bindparam("by"),
        invitations.c.role == sa.bindparam("of"),
        invitations.c.used_at.is_(None),
    )
    .values(used_at=sa.bindparam("now", type_=invitations.c.used_at.type))
)


def add_person(
    conn: sa.Connection,
    keys: Keys,
    role: Role,
    first_name: str,
    last_name: str,
    phone: str | None,
    language: str | None,
    now: datetime,
) -> int:
    """Let somebody in as INVITED; return their id. They become ACTIVE when they join.

    `role` is what they are let in for: it is theirs only once they have joined.
    `phone` is E.164. Raises ValueError when somebody has that number already.
    """
    known = Known(conn, keys, now)
    where: tuple[Address, ...] = ()
    if phone is not None:
        known.load_owners([(Channel.SMS, phone)])
        if known.owner(Channel.SMS, phone) is not None:
            raise ValueError("somebody has this number already")
        where = (Address(new_id(), Channel.SMS, phone),)
    person = Person(
        id=new_id(),
        first_name=first_name,
        last_name=last_name,
        roles=frozenset(),
        language=language,
        standing=Standing.INVITED,
        addresses=where,
    )
    _write_new(conn, keys, known, person, role)
    return person.id


def _write_new(conn: sa.Connection, keys: Keys, known: Known, person: Person, role: Role) -> None:
    ledger = Ledger(known)
    ledger.add_person(person)
    write(conn, keys, ledger)
    content = {"person": person, "role": role}
    journal.note(conn, keys, known.now, "PersonAdded", person.id, content)


def invite(
    conn: sa.Connection,
    keys: Keys,
    person_id: int,
    role: Role,
    now: datetime,
    expires: datetime,
) -> str:
    """A token with which this person may join in `role`, once, until `expires`.

    Only its hash is kept: it cannot be shown again, but another can be made. A newer one for
    the same role replaces those that nobody has used.
    """
    token = new_token()
    number = new_id()
    conn.execute(_REPLACE, {"by": person_id, "of": role.value, "now": now})
    conn.execute(
        sa.insert(invitations),
        {
            "id": number,
            "person_id": person_id,
            "role": role.value,
            "token": hashed(token),
            "expires_at": expires,
            "asked_at": now,
        },
    )
    content = {"invitation": number, "role": role, "expires_at": expires}
    journal.note(conn, keys, now, "Invited", person_id, content)
    return token


def find_by_phone(conn: sa.Connection, keys: Keys, phone: str, now: datetime) -> Person | None:
    """Who has this E.164 number, for texts or for calls."""
    known = Known(conn, keys, now)
    known.load_owners([(Channel.SMS, phone)])
    owner = known.owner(Channel.SMS, phone)
    if owner is None:
        return None
    known.load_people([owner.person_id])
    return known.people[owner.person_id]


def load_people(
    conn: sa.Connection, keys: Keys, ids: list[int], now: datetime
) -> dict[int, Person]:
    """These people, by id; those who do not exist are missing."""
    known = Known(conn, keys, now)
    known.load_people(ids)
    return known.people


def everybody(conn: sa.Connection, keys: Keys, now: datetime) -> list[Person]:
    """All people there are, in the order they were let in."""
    ids = conn.execute(sa.select(people.c.id).order_by(people.c.created_at, people.c.id)).scalars()
    known = Known(conn, keys, now)
    order = list(ids)
    known.load_people(order)
    return [known.people[number] for number in order]


def has_co_ordinator(conn: sa.Connection) -> bool:
    """Whether there is an active co-ordinator with an address, so that an alert has an end."""
    found = (
        sa.select(people.c.id)
        .join(roles, roles.c.person_id == people.c.id)
        .join(addresses, addresses.c.person_id == people.c.id)
        .where(
            roles.c.role == Role.CO_ORDINATOR.value,
            people.c.standing == Standing.ACTIVE.value,
            addresses.c.reach == Reach.OK.value,
        )
        .limit(1)
    )
    return conn.execute(found).first() is not None


def wants_co_ordinator(conn: sa.Connection, but: int, now: datetime) -> bool:
    """Whether nobody is a co-ordinator, or has been asked to be, except perhaps `but`."""
    are = sa.select(roles.c.person_id).where(
        roles.c.role == Role.CO_ORDINATOR.value, roles.c.person_id != but
    )
    asked = sa.select(invitations.c.person_id).where(
        invitations.c.role == Role.CO_ORDINATOR.value,
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > now,
        invitations.c.person_id != but,
    )
    return conn.execute(are.union_all(asked).limit(1)).first() is None


def set_rank(conn: sa.Connection, person_id: int, rank: int) -> None:
    """Where a co-ordinator stands in the order of being told; 0 is first.

    Raises LookupError if there is nobody of this id.
    """
    found = conn.execute(
        sa.update(people).where(people.c.id == person_id).values(rank=rank, stamp=new_id())
    )
    if found.rowcount != 1:
        raise LookupError(f"there is no person {person_id}")


def move_address(conn: sa.Connection, keys: Keys, address_id: int, value: str) -> None:
    """The provider moved this address: a Telegram group became another chat.

    Nothing happens if somebody has the new one already, or if there is no such address.
    """
    row = conn.execute(sa.select(addresses.c.channel).where(addresses.c.id == address_id)).first()
    if row is None:
        return
    purpose = blind_purpose(Channel(row[0]))
    taken = sa.select(addresses.c.id).where(addresses.c.blind.in_(keys.blinds(purpose, value)))
    if conn.execute(taken).first() is None:
        moved = {"value": keys.seal(ADDRESS, value), "blind": keys.blind(purpose, value)}
        conn.execute(sa.update(addresses).where(addresses.c.id == address_id).values(moved))
