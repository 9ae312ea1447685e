"""Settings are read by type and refused with what there is."""

from __future__ import annotations

from dataclasses import fields

import pytest

from planggraph.errors import BadSetting
from planggraph.server.settings import Settings, read, table


def test_changed_settings_have_the_type_of_their_default() -> None:
    changed = read(["time_limit=5", "row-limit=10", "cors=*", "public_url=https://a.example/x"])
    assert (changed.time_limit, changed.row_limit, changed.cors, changed.public_url) == (5.0, 10, "*", "https://a.example/x")
    assert read([]) == Settings()


@pytest.mark.parametrize(
    "pair",
    ["speed=1", "time_limit", "time_limit=soon", "row_limit=1.5", "row_limit=-1", "time_limit=inf", "time_limit=nan", "workers=0", "=1"],
)
def test_refused(pair: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read([pair])
    assert pair.partition("=")[0] in caught.value.say("zh")


def test_the_table_has_a_word_on_every_setting_in_both_languages() -> None:
    for language in ("zh", "en"):
        rows = table(language)  # type: ignore[arg-type]
        assert [name for name, _, _ in rows] == [row.name for row in fields(Settings)]
        assert all(text for _, _, text in rows)
