"""Where profiles are found, and where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.errors import ProfileError
from csvbridge.profile import search
from csvbridge.profile.plan import load_format, load_profile

from .shop import CONVERSION, ORDERS, changed, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


def shipped() -> search.Info:
    return next(info for info in search.every() if info.kind == "format")


def test_a_path_an_id_and_the_user_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    assert search.find(str(tmp_path / "orders.toml")) == tmp_path / "orders.toml"
    assert search.find("shop/orders", [tmp_path]) == tmp_path / "orders.toml"
    home = tmp_path / "csvbridge" / "profiles"
    home.mkdir(parents=True)
    write(home)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert search.find("shop/orders") == home / "orders.toml"


def test_the_working_folder_is_never_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path))
    with pytest.raises(ProfileError) as caught:
        search.find("shop/orders")
    assert caught.value.code == "PROFILE_MISSING"


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile("shop-pai", [write(tmp_path)])
    assert dict(caught.value.params) == {"ref": "shop-pai", "choices": "shop-pay"}


@pytest.mark.parametrize("by_path", [True, False])
def test_a_local_file_may_not_take_a_packaged_id(tmp_path: Path, by_path: bool) -> None:
    taken = shipped().id
    (tmp_path / "mine.toml").write_text(changed(ORDERS, "shop/orders", taken), "utf-8")
    ref = str(tmp_path / "mine.toml") if by_path else taken
    with pytest.raises(ProfileError) as caught:
        load_format(ref, [tmp_path])
    assert (caught.value.code, caught.value.params["id"]) == ("PROFILE_ID_PACKAGED", taken)


def test_versions_are_whole_files(tmp_path: Path) -> None:
    write(tmp_path)
    for version in ("4.9", "4.10"):
        text = changed(ORDERS, 'title = "お店の受注"', f'title = "{version}"\nversion = "{version}"')
        (tmp_path / f"v{version}.toml").write_text(text, "utf-8")
    assert load_format("shop/orders@4.9", [tmp_path]).title == "4.9"
    assert load_format("shop/orders@1", [tmp_path]).title == "お店の受注"
    assert load_format("shop/orders", [tmp_path]).title == "4.10"
    with pytest.raises(ProfileError, match="PROFILE_MISSING"):
        load_format("shop/orders@5", [tmp_path])


def test_a_file_named_after_its_id_is_the_default(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "orders.toml").write_text(ORDERS, "utf-8")
    newer = changed(ORDERS, 'title = "お店の受注"', 'title = "新"\nversion = "2"')
    (tmp_path / "new.toml").write_text(newer, "utf-8")
    assert load_format("shop/orders", [tmp_path]).version == "1"


def test_a_file_names_others_by_path_from_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = changed(changed(CONVERSION, '"shop/orders"', '"./orders.toml"'), '"pay/request"', '"request.toml"')
    write(tmp_path, conversion=text)
    monkeypatch.chdir("/")
    assert load_profile(str(tmp_path / "conversion.toml")).source.id == "shop/orders"


def test_every_profile_is_listed_with_its_kind(tmp_path: Path) -> None:
    found = {info.id: info for info in search.every([write(tmp_path, broken='id = "shop/broken"\ntitle = "')])}
    assert found["shop/orders"][1:6] == ("format", "お店の受注", "shop", "order", "confirmed")
    assert found["shop-pay"][1:6] == ("conversion", "お店 → 後払い会社", None, None, None)
    assert found["shop/broken"].problem
    assert {info.kind for info in found.values() if info.path.is_relative_to(search.package_folder())} == {
        "format",
        "conversion",
    }


def test_every_shipped_file_stands_where_its_id_says() -> None:
    for info in search.every():
        folder = search.package_folder() / search.FOLDERS[info.kind]
        others = [other for other in search.every() if other.id == info.id]
        assert len(others) > 1 or info.path == folder / f"{info.id}.toml"
