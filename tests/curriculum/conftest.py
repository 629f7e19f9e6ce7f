"""What fails in the checks that these tests share is told in full."""

import pytest

pytest.register_assert_rewrite("tests.curriculum.authored")
