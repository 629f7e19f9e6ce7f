"""What could change a terminal or turn the reading order is harmful; what only looks foreign is not."""

from cstrain.core.harm import is_harmful


def test_what_moves_a_cursor_or_turns_the_reading_order_is_harmful() -> None:
    harmful = "\x00\x07\t\r\n\x1b\x7f\x9b\xad\u200b\u200e\u2028\u2029\u202e\u2066\ufeff\ud800"
    assert all(is_harmful(character) for character in harmful)
    assert not any(is_harmful(character) for character in "aZé日\u0301😀\xa0 ")
