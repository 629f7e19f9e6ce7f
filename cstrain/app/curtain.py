"""PINs of trainees and the trainer's passphrase: a curtain, not a lock.

They keep someone at a shared machine from being taken for another, or from looking where they should not, by mistake or out of
curiosity. Whoever owns the machine owns the files, and can look behind (docs/decisions/0028-a-curtain.md).
"""

import hmac
import os

from cstrain.app.clock import Clock
from cstrain.core.trainee import Trainee
from cstrain.errors import BadPin
from cstrain.records import pins
from cstrain.records.pins import Pin
from cstrain.records.store import Store

SHORTEST_PIN, LONGEST_PIN = 4, 12
SHORTEST_PASSPHRASE = 8
# PBKDF2 with so many rounds takes about a tenth of a second: unnoticed once, long for whoever tries them all.
ROUNDS = 50_000


def hashed(secret: str) -> Pin:
    """A secret as it is kept, with a salt of its own."""
    salt = os.urandom(16).hex()
    return Pin(salt=salt, digest=_digest(secret, salt))


def is_right(secret: str, kept: Pin) -> bool:
    return hmac.compare_digest(_digest(secret, kept.salt), kept.digest)


def _digest(secret: str, salt: str) -> str:
    from hashlib import pbkdf2_hmac

    return pbkdf2_hmac("sha256", secret.encode("utf-8", "surrogatepass"), salt.encode(), ROUNDS).hex()


def pin_of(store: Store, trainee: Trainee) -> Pin | None:
    return pins.pin(store, trainee.id)


def set_pin(store: Store, trainee: Trainee, typed: str, clock: Clock) -> None:
    """From now on this PIN is asked for; BadPin if it is not one."""
    pin = typed.strip()
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise BadPin(shortest=SHORTEST_PIN, longest=LONGEST_PIN)
    _put(store, trainee, hashed(pin), clock)


def remove_pin(store: Store, trainee: Trainee, clock: Clock) -> None:
    _put(store, trainee, Pin(salt="", digest=""), clock)


def _put(store: Store, trainee: Trainee, pin: Pin, clock: Clock) -> None:
    with store.writing():
        pins.put(store, trainee.id, pin, clock.now())


def written(kept: Pin) -> str:
    """A passphrase as it stands in the settings."""
    return f"{kept.salt} {kept.digest}"


def read(text: str) -> Pin | None:
    """What stands in the settings; None if that is no passphrase."""
    salt, _, digest = text.partition(" ")
    return Pin(salt=salt, digest=digest) if salt and digest else None
