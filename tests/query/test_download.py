"""`tearsheet download` as a user sees it, from folders and from web servers good and bad."""

import json
import shutil

import pytest
from filelock import FileLock

from flows.ids import bytes_sha256, file_sha256
from flows.verify import verify_release
from tests.harbour import said

BIG = "articles.parquet"


@pytest.fixture
def newest(harbour):
    """The release as its publisher has it."""
    return harbour / "releases" / "harbour" / "1.1.0"


@pytest.fixture
def local(harbour):
    """Where it is to come."""
    return harbour.parent / "releases" / "harbour" / "1.1.0"


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def partial(local):
    return local.with_name(f".{local.name}.download")


def restate(release, **texts):
    """Change files of a release, its checksums and its digest with them, as a careless publisher would."""
    sums = release / "SHA256SUMS"
    for name, text in texts.items():
        path = release / name.replace("_", ".")
        old = file_sha256(path)
        path.write_text(text)
        sums.write_text(sums.read_text().replace(old, file_sha256(path)))
    (release.parent / "versions.json").unlink()


def describe(release, **values):
    described = json.loads((release / "datapackage.json").read_text())
    restate(release, datapackage_json=json.dumps({**described, **values}))


@pytest.mark.parametrize("address", ["harbour", "harbour/", "harbour/1.1.0", "harbour/1.1.0/"])
def test_a_dataset_or_a_release_comes_from_the_web(command, web, newest, local, address):
    result = command("download", f"{web.url}/{address}")
    assert result.exit_code == 0
    assert result.stdout.startswith("Downloaded and verified harbour@1.1.0, 19 files of ")
    assert result.stdout.endswith(": releases/harbour/1.1.0\n")
    assert content(local) == content(newest)
    assert [path.name for path in local.parent.iterdir()] == ["1.1.0"]
    assert verify_release(local) == []


@pytest.mark.parametrize("name", ["harbour@1.0.0", "1.0.0", "build/releases/harbour/1.0.0"])
def test_a_release_comes_from_a_folder(command, harbour, name):
    result = command("download", name, "--to", "data/here")
    assert result.exit_code == 0
    assert content(harbour.parent / "data/here/harbour/1.0.0") == content(harbour / "releases/harbour/1.0.0")


def test_names_are_looked_up_where_tearsheet_releases_says(command, web, local, monkeypatch):
    monkeypatch.setenv("TEARSHEET_RELEASES", web.url)
    assert command("download", "harbour").exit_code == 0
    assert command("download", "harbour@1.0.0", "--to", "releases").exit_code == 0
    assert sorted(path.name for path in local.parent.iterdir()) == ["1.0.0", "1.1.0"]
    assert "neither datapackage.json nor latest.json" in said(command("download", "quay"), 1)


def test_what_is_there_already_is_verified_and_left_alone(command, web):
    command("download", f"{web.url}/harbour")
    web.asked.clear()
    result = command("download", f"{web.url}/harbour")
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing to do: releases/harbour/1.1.0 already holds just this harbour@1.1.0")
    assert web.ranges_of(BIG) == []


def test_what_is_there_is_never_replaced(command, web, newest, local):
    shutil.copytree(newest.with_name("1.0.0"), local)
    before = content(local)
    assert "another release is there" in said(command("download", f"{web.url}/harbour"), 1)
    assert content(local) == before


def test_a_damaged_copy_is_named_as_such(command, web, local):
    command("download", f"{web.url}/harbour")
    (local / BIG).write_bytes(b"")
    problem = said(command("download", f"{web.url}/harbour"), 1)
    assert "it is there, but damaged (SHA256SUMS: articles.parquet differs" in problem


def test_a_connection_that_breaks_goes_on_where_it_broke(command, web, newest, local):
    web.cuts[BIG] = [1000, 500]
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert web.ranges_of(BIG) == [None, "bytes=1000-", "bytes=1500-"]
    assert content(local) == content(newest)


def test_a_download_that_gave_up_is_invisible_and_goes_on_when_run_again(command, web, newest, local):
    web.cuts[BIG] = [1000, 0, 0, 0, 0]
    problem = said(command("download", f"{web.url}/harbour"), 1)
    assert BIG in problem
    assert "run the same command again, it goes on from there" in problem
    assert not local.exists()
    assert (partial(local) / f"{BIG}.part").stat().st_size == 1000
    web.asked.clear()
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert web.ranges_of(BIG) == ["bytes=1000-"]
    assert web.ranges_of("amounts.parquet") == []
    assert content(local) == content(newest)


def test_a_server_that_knows_no_ranges_sends_it_all_again(command, web, newest, local):
    web.has_ranges = False
    web.cuts[BIG] = [1000]
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert web.ranges_of(BIG) == [None, "bytes=1000-"]
    assert content(local) == content(newest)


@pytest.mark.parametrize("held", [b"of another file", b"longer than all of it" * 10_000])
def test_half_a_file_that_is_of_another_one_begins_again(command, web, newest, local, held):
    partial(local).mkdir(parents=True)
    (partial(local) / f"{BIG}.part").write_bytes(held)
    (partial(local) / "stray.txt").write_text("left by an earlier run")
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert content(local) == content(newest)


def test_a_server_in_trouble_is_asked_again(command, web, newest, local):
    web.statuses = {BIG: [503, 429], "load.sql": [500]}
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert content(local) == content(newest)


def test_a_server_that_stays_in_trouble_is_left_after_some_attempts(command, web, local):
    web.statuses[BIG] = [503] * 99
    assert "the server answered 503" in said(command("download", f"{web.url}/harbour"), 1)
    assert len(web.ranges_of(BIG)) == 5
    assert not local.exists()


def test_a_redirect_is_followed_on_the_web_only(command, web, newest, local):
    web.redirects["load.sql"] = "file:///etc/hostname"
    problem = said(command("download", f"{web.url}/harbour"), 1)
    assert "load.sql" in problem
    assert len(web.ranges_of("load.sql")) == 1
    assert not local.exists()
    web.redirects["load.sql"] = f"{web.url}/moved/load-elsewhere.sql"
    (web.root / "moved").mkdir()
    shutil.copy(newest / "load.sql", web.root / "moved" / "load-elsewhere.sql")
    assert command("download", f"{web.url}/harbour").exit_code == 0
    assert content(local) == content(newest)


def test_a_redirect_without_end_is_one_sentence(command, web):
    web.redirects["load.sql"] = f"{web.url}/harbour/1.1.0/load.sql"
    assert "load.sql" in said(command("download", f"{web.url}/harbour"), 1)


def test_other_bytes_than_the_checksums_state_are_refused(command, web, newest, local):
    damaged = bytearray((newest / BIG).read_bytes())
    damaged[100] ^= 1
    (newest / BIG).write_bytes(damaged)
    assert f"{BIG}: differs from its checksum" in said(command("download", f"{web.url}/harbour"), 1)
    assert not local.exists()


@pytest.mark.parametrize(("change", "complaint"), [(-10, "bytes, not the"), (10, "larger than the")])
def test_other_sizes_than_the_release_states_are_refused(command, web, newest, local, change, complaint):
    whole = (newest / BIG).read_bytes()
    (newest / BIG).write_bytes(whole[:change] if change < 0 else whole + b"x" * change)
    assert complaint in said(command("download", f"{web.url}/harbour"), 1)
    assert not local.exists()


@pytest.mark.parametrize("source", ["web", "folder"])
def test_a_listed_file_that_is_absent_is_named(command, web, newest, local, source):
    (newest / BIG).unlink()
    where = f"{web.url}/harbour" if source == "web" else "build/releases/harbour"
    assert BIG in said(command("download", where), 1)
    assert not local.exists()


def test_a_release_that_breaks_a_promise_is_not_kept(command, web, newest, local):
    described = json.loads((newest / "datapackage.json").read_text())
    next(item for item in described["resources"] if item["name"] == "articles")["rowsHash"] = "sha256:" + "0" * 64
    describe(newest, **described)
    problem = said(command("download", f"{web.url}/harbour"), 1)
    assert "articles: the rows do not have the rowsHash that datapackage.json states (1 breach in all)" in problem
    assert not local.parent.exists()


def test_checksums_that_versions_json_contradicts_are_refused(command, web, newest):
    sums = newest / "SHA256SUMS"
    lines = sums.read_text().splitlines(keepends=True)
    sums.write_text("".join(reversed(lines)))
    assert "not the digest that versions.json states" in said(command("download", f"{web.url}/harbour"), 1)
    assert web.ranges_of(BIG) == []


@pytest.mark.parametrize(
    "name", ["../../outside.txt", "/etc/outside.txt", "a/../../outside.txt", "c:\\outside.txt", "."]
)
def test_names_that_lead_out_of_the_release_are_refused(command, web, newest, local, name):
    (newest.parent / "versions.json").unlink()
    with (newest / "SHA256SUMS").open("a") as sums:
        sums.write(f"{bytes_sha256(b'')}  {name}\n")
    assert "outside its folder" in said(command("download", f"{web.url}/harbour"), 1)
    assert not local.parent.exists()


@pytest.mark.parametrize("values", [{"name": "../harbour"}, {"name": ".."}, {"version": "../1.1.0"}, {"version": ""}])
def test_a_dataset_or_version_that_leads_elsewhere_is_refused(command, web, newest, values):
    describe(newest, **values)
    assert "letters, digits" in (problem := said(command("download", f"{web.url}/harbour"), 1)) or "1.2.3" in problem


def test_a_latest_json_that_leads_elsewhere_is_refused(command, web, newest):
    pointer = newest.parent / "latest.json"
    pointer.write_text(pointer.read_text().replace('"1.1.0/"', '"../../secret"'))
    assert "outside its folder" in said(command("download", f"{web.url}/harbour"), 1)


@pytest.mark.parametrize("text", ["", "<!doctype html><p>Not found", "0123  README.md\n"])
def test_what_is_no_list_of_checksums_is_one_sentence(command, web, newest, text):
    (newest / "SHA256SUMS").write_text(text)
    assert "SHA256SUMS" in said(command("download", f"{web.url}/harbour"), 1)


def test_what_is_not_there_is_one_sentence(command, web):
    assert "give the address of a release's or a dataset's folder" in said(command("download", f"{web.url}/quay"), 1)
    assert "there are harbour" in said(command("download", "quay"), 2)
    assert "check the address and the network" in said(command("download", "http://127.0.0.1:1/harbour"), 1)
    assert "give the address of a folder" in said(command("download", "https://"), 2)


def test_a_withdrawn_version_comes_with_a_word_of_warning(command, newest):
    listed = newest.parent / "versions.json"
    entries = json.loads(listed.read_text())
    entries["versions"][0] |= {"status": "withdrawn", "note": "use 1.1.0 or later"}
    listed.write_text(json.dumps(entries))
    result = command("download", "harbour@1.0.0")
    assert result.exit_code == 0
    assert "harbour@1.0.0 is withdrawn: use 1.1.0 or later" in result.stderr


def test_one_download_at_a_time(command, web, local):
    local.parent.mkdir(parents=True)
    with FileLock(local.with_name(f"{partial(local).name}.lock")):
        assert "another download is at work here" in said(command("download", f"{web.url}/harbour"), 1)
    assert command("download", f"{web.url}/harbour").exit_code == 0


def test_json_says_where_it_is(command, newest):
    told = json.loads(command("download", "harbour", "--json").stdout)
    assert told["folder"] == "releases/harbour/1.1.0"
    assert told["digest"] == file_sha256(newest / "SHA256SUMS")
    assert told["files"] == 19
    assert told["is_new"]
    assert not json.loads(command("download", "harbour", "--json").stdout)["is_new"]
