"""What tests of grades begin with."""

import pytest
from tests.weigh.bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()
