"""Every attack there is, and the answers of the server that they need."""

from __future__ import annotations

from tests.attacks import pages  # noqa: F401 - fills the table of answers
from tests.attacks.addresses import BATCHES as ADDRESSES
from tests.attacks.attack import Batch
from tests.attacks.bypasses import BATCHES as BYPASSES
from tests.attacks.documents import BATCHES as DOCUMENTS
from tests.attacks.floods import BATCHES as FLOODS
from tests.attacks.leaks import BATCHES as LEAKS
from tests.attacks.listings import BATCHES as LISTINGS
from tests.attacks.politeness import BATCHES as POLITENESS
from tests.attacks.ranges import BATCHES as RANGES

BATCHES: list[Batch] = [
    *ADDRESSES,
    *RANGES,
    *BYPASSES,
    *LEAKS,
    *FLOODS,
    *LISTINGS,
    *DOCUMENTS,
    *POLITENESS,
]
