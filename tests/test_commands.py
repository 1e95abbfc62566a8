"""The commands: set up by themselves, fail aloud, and leave whole what they found whole."""

import ast
import importlib.metadata
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from conftest import ROOT, jupyter_book

from livecommerce import __main__ as commands
from livecommerce.commands import build, environment, preview, rerun
from livecommerce.shown import kept

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE))
SLOW = "import time\ntime.sleep(60)"


def notebook(path: Path, *sources: str) -> Path:
    """A small notebook with a title."""
    cells = [nbformat.v4.new_markdown_cell("# Title"), *map(nbformat.v4.new_code_cell, sources)]
    for place, cell in enumerate(cells):
        cell.id = f"cell-{place}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    return path


# The environment


def imported(part: str = "") -> set[str]:
    """The libraries that the package imports, or a part of it."""
    paths = (ROOT / "livecommerce" / part).rglob("*.py") if "." not in part else [ROOT / "livecommerce" / part]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    modules = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names = {module.partition(".")[0] for module in modules}
    return names - set(sys.stdlib_module_names) - {"livecommerce"}


def test_what_the_package_imports_is_declared_and_pinned():
    declared = PROJECT["dependencies"] + [line for extra in PROJECT["optional-dependencies"].values() for line in extra]
    names = {re.match(r"[\w-]+", line)[0] for line in declared}
    owners = importlib.metadata.packages_distributions()
    missing = {
        name for name in imported() if not {owner.lower().replace("_", "-") for owner in owners.get(name, [])} & names
    }
    assert not missing, f"declare these in pyproject.toml: {missing}"
    assert names <= PINNED.keys(), f"pin these in requirements.in: {names - PINNED.keys()}"


# What a notebook calls; the other rooms check, build and publish.
CALLED = ["evidence", "models", "shown", "charts", "figures", "ledgers.py", "explorers.py"]


@pytest.mark.parametrize("part", CALLED)
def test_what_a_notebook_calls_needs_only_what_comes_with_the_package(part):
    names = {re.match(r"[\w-]+", line)[0] for line in PROJECT["dependencies"]}
    owners = importlib.metadata.packages_distributions()
    missing = {
        name
        for name in imported(part)
        if not {owner.lower().replace("_", "-") for owner in owners.get(name, [])} & names
    }
    assert not missing, f"{part}: add these to the dependencies of pyproject.toml: {missing}"


def test_the_lock_holds_every_pin_and_a_hash_for_every_line():
    lock = environment.LOCK.read_text(encoding="utf-8")
    stale = [name for name, version in PINNED.items() if not re.search(rf"^{name}=={re.escape(version)}\b", lock, re.M)]
    assert not stale, f"compile requirements.lock anew, as requirements.in says: {stale}"
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert environment._uv_alone().startswith(f"uv=={PINNED['uv']}")


# Licences under which anyone may use, change and pass on; of several, one of them will do.
FREE = r"MIT|BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|0BSD|Zlib|CC0|Public Domain|Artistic"
# Says its licence in a file only: MIT, as its repository has it.
IN_A_FILE = {"axe-playwright-python"}


def licence(library: importlib.metadata.Distribution) -> str:
    """What a library says of its licence."""
    said = library.metadata
    classes = [line for line in said.get_all("Classifier", []) if line.startswith("License ::")]
    return said.get("License-Expression") or " ".join(classes) or (said.get("License") or "").partition("\n")[0]


def test_every_library_is_free():
    libraries = {library.metadata["Name"]: licence(library) for library in importlib.metadata.distributions()}
    assert len(libraries) > 100
    closed = {
        name: said for name, said in libraries.items() if not re.search(FREE, said) and name.lower() not in IN_A_FILE
    }
    assert closed == {}, "take another library, or read its licence and name it here"


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_pins_what_it_uses_and_may_do_little(path):
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in text
    assert "secrets." not in text, "the token of the run will do"
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    for job in workflow["jobs"].values():
        writes = "write" in job.get("permissions", {}).values()
        assert not writes or "concurrency" in {*job, *workflow}, "two that publish at once would mix: let one wait"


def test_an_audit_that_could_ask_nobody_does_not_pass():
    files = [*WORKFLOWS, ROOT / ".ci" / "release"]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [line for line in lines if re.search(r'pip-audit"? -', line)]
    assert len(asked) >= 3
    for line in asked:
        assert " --strict " in line, f"without --strict a library that was not found counts as sound: {line.strip()}"
        assert " --require-hashes " in line


def test_requirements_install_the_book_itself():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["-r requirements.in", "-e ."]


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)])
def test_a_python_too_old_or_too_new_is_refused_in_a_sentence(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"Python 3\.11, 3\.12 or 3\.13 is needed; this is"):
        environment.set_up()


def test_an_environment_is_of_its_folder_its_python_and_its_lock(monkeypatch, tmp_path):
    here = environment.stamp()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    moved = environment.stamp()
    monkeypatch.setattr(sys, "version_info", (3, 13, 1))
    other = environment.stamp()
    lock = tmp_path / "requirements.lock"
    lock.write_text("another", encoding="utf-8")
    monkeypatch.setattr(environment, "LOCK", lock)
    assert len({here, moved, other, environment.stamp()}) == 4


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_every_command_sets_up_the_environment_and_runs_in_it(monkeypatch, name):
    steps = []
    monkeypatch.setattr(commands, "set_up", lambda: steps.append("set up"))
    monkeypatch.setattr(commands, "_settled", lambda: False)

    def ran(command, **_):
        steps.append(command[3:])
        return subprocess.CompletedProcess(command, 7)

    monkeypatch.setattr(commands.subprocess, "run", ran)
    assert commands.main([name]) == 7, "a failure keeps its exit status"
    assert steps == ["set up", [name]]


def test_a_wheel_installed_elsewhere_brings_its_tables(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path / "dist"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    elsewhere = tmp_path / "elsewhere"
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(elsewhere)
    code = "from livecommerce import evidence; print(evidence.DATA, len(evidence.table('claims')))"
    said = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(elsewhere)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert Path(said[0]) == elsewhere / "livecommerce" / "data"
    assert int(said[1]) > 100
    assert (elsewhere / "livecommerce" / "py.typed").exists()


# Building


@pytest.fixture
def small(tmp_path) -> Path:
    """A book of one page."""
    notebook(tmp_path / "page.ipynb", "1 / 0")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: page\n", encoding="utf-8")
    (tmp_path / "_config.yml").write_text((ROOT / "_config.yml").read_text(encoding="utf-8"), encoding="utf-8")
    shutil.copytree(ROOT / "livecommerce/site/assets", tmp_path / "livecommerce/site/assets")
    return tmp_path


def test_a_failing_cell_fails_the_usual_command(small):
    done = jupyter_book(small)
    assert done.returncode != 0
    assert "ZeroDivisionError" in done.stdout + done.stderr


def test_a_failed_build_leaves_the_last_good_site(monkeypatch, tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text("good", encoding="utf-8")
    monkeypatch.setattr(build, "BUILT", tmp_path)
    monkeypatch.setattr(build.check, "main", lambda _: 0)

    def fails(*command):
        command[3].mkdir()
        (command[3] / "index.html").write_text("half", encoding="utf-8")
        sys.exit(3)

    monkeypatch.setattr(build, "run", fails)
    with pytest.raises(SystemExit, match="3"):
        build.main([])
    assert (tmp_path / "html" / "index.html").read_text(encoding="utf-8") == "good"
    assert [path.name for path in tmp_path.iterdir()] == ["html"], "what was half built is gone"


def test_a_finished_build_takes_the_place_of_the_last(monkeypatch, tmp_path):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "gone.html").touch()
    monkeypatch.setattr(build, "BUILT", tmp_path)
    monkeypatch.setattr(build.check, "main", lambda _: 0)

    def builds(*command):
        assert command[4:] == ("--stored", "--pdf")
        command[3].mkdir()
        (command[3] / "index.html").touch()

    monkeypatch.setattr(build, "run", builds)
    assert build.main(["--stored", "--pdf"]) == 0
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["html", "html/index.html"]


BUILDS = """
import sys, time
from pathlib import Path
from livecommerce.commands import build

build.BUILT, name, halfway = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
build.check.main = lambda _: 0

def run(*command):
    command[3].mkdir()
    for page in ("index.html", "claims.html"):
        (command[3] / page).write_text(name)
        print("half", flush=True)
        time.sleep(halfway)

build.run = run
sys.exit(build.main([]))
"""


def building(folder: Path, name: str, halfway: float) -> subprocess.Popen:
    """A build of two small pages in a process of its own."""
    command = [sys.executable, "-c", BUILDS, str(folder), name, str(halfway)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def pages(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in (folder / "html").iterdir()}


def test_a_killed_build_leaves_the_last_good_site_and_the_next_one_is_whole(tmp_path):
    assert building(tmp_path, "first", 0).wait(60) == 0
    killed = building(tmp_path, "second", 60)
    assert "half" in killed.stdout.readline()  # up to here, and no further
    killed.kill()
    killed.wait()
    assert pages(tmp_path) == {"first"}
    assert building(tmp_path, "third", 0).wait(60) == 0
    assert pages(tmp_path) == {"third"}


def test_a_site_that_a_killed_build_had_laid_aside_is_put_back(tmp_path):
    (tmp_path / "last-1").mkdir()
    (tmp_path / "last-1" / "html").mkdir()
    (tmp_path / "last-1" / "html" / "index.html").write_text("good", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "BUILT", tmp_path)
        build._sweep()
    assert pages(tmp_path) == {"good"}


def test_of_two_builds_at_once_one_is_published_whole(tmp_path):
    both = [building(tmp_path, name, 0.2) for name in ("one", "other")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert pages(tmp_path) in ({"one"}, {"other"})
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_a_full_disk_at_the_last_step_leaves_the_last_good_site(monkeypatch, tmp_path):
    new, place, replace = tmp_path / "next", tmp_path / "html", os.replace
    for folder in (new, place):
        folder.mkdir()
        (folder / "index.html").write_text(folder.name, encoding="utf-8")

    def full(source, target):
        if source == new:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(build.os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        build.put_in_place(new, place)
    assert pages(tmp_path) == {"html"}


@pytest.mark.parametrize("command", [build, rerun])
def test_nothing_is_built_or_run_from_evidence_that_is_not_sound(monkeypatch, command):
    monkeypatch.setattr(command.check, "main", lambda _: 1)
    monkeypatch.setattr(build, "run", lambda *_: pytest.fail("it was built"))
    monkeypatch.setattr(rerun, "ThreadPoolExecutor", lambda _: pytest.fail("it was run"))
    assert command.main([]) == 1


def test_a_picture_is_drawn_once_and_never_stale(monkeypatch, tmp_path):
    drawn = []

    def draw(function, *arguments, **options):
        drawn.append(arguments)
        return f"{function} of {arguments}"

    monkeypatch.setattr(kept, "_drawn", draw)
    monkeypatch.setenv("LIVECOMMERCE_KEPT", str(tmp_path))
    assert kept.convert("vegalite_to_svg", "a") == kept.convert("vegalite_to_svg", "a")
    assert len(drawn) == 1
    kept.convert("vegalite_to_svg", "b")
    kept.convert("vegalite_to_svg", "a", scale=2)
    monkeypatch.setattr(kept, "_surroundings", lambda: ["another version"])
    kept.convert("vegalite_to_svg", "a")
    assert len(drawn) == 4, "another specification, another option, another version: another picture"


# Rerunning


@pytest.fixture
def chapters(monkeypatch, tmp_path) -> Path:
    """A folder of chapters of our own."""
    monkeypatch.setattr(rerun, "CHAPTERS", tmp_path)
    monkeypatch.setattr(rerun.check, "main", lambda _: 0)
    return tmp_path


def test_rerun_takes_names_and_stores_outputs_that_a_second_run_confirms(chapters, capfd):
    for name in ("one", "two"):
        notebook(chapters / f"{name}.ipynb", "6 * 7")
    before = (chapters / "two.ipynb").read_bytes()
    assert rerun.main(["chapters/one.ipynb"]) == 0
    assert nbformat.read(chapters / "one.ipynb", as_version=4).cells[1].outputs[0].data["text/plain"] == "42"
    assert (chapters / "two.ipynb").read_bytes() == before
    assert rerun.main(["--unchanged"]) == 1
    assert "out of date: two.ipynb;" in capfd.readouterr().err
    assert (chapters / "two.ipynb").read_bytes() == before
    with pytest.raises(SystemExit, match="no notebook three; there are one, two"):
        rerun.main(["three"])


def test_what_an_editor_says_of_its_machine_is_not_stored(chapters):
    path = notebook(chapters / "one.ipynb", "6 * 7")
    rerun.main([])
    stored = path.read_bytes()
    edited = nbformat.read(path, as_version=4)
    edited.metadata.kernelspec.display_name = "Python 3 (ipykernel)"
    edited.metadata.language_info.version = "3.11.7"
    nbformat.write(edited, path)
    assert path.read_bytes() != stored
    rerun.main([])
    assert path.read_bytes() == stored


@pytest.mark.parametrize("source", ["1 / 0", "import os\nos._exit(1)"])
def test_a_notebook_that_fails_or_whose_kernel_dies_is_left_as_it_is(chapters, source):
    path = notebook(chapters / "one.ipynb", source)
    before = path.read_bytes()
    assert rerun.main([]) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", '{"cells": 3}', "[]", '{"cells": [], "metadata": {}, "nbformat": 9}'])
def test_a_spoilt_notebook_is_named_without_a_traceback(chapters, capfd, text):
    path = chapters / "one.ipynb"
    path.write_text(text, encoding="utf-8")
    assert rerun.main([]) == 1
    said = capfd.readouterr()
    assert "one.ipynb: left as it is" in said.out
    assert "Traceback" not in said.out + said.err
    assert path.read_text(encoding="utf-8") == text


def test_an_edit_saved_while_a_notebook_runs_is_kept(chapters, monkeypatch):
    path = notebook(chapters / "one.ipynb", "6 * 7")

    def meanwhile(path, text):
        notebook(path, "6 * 8")
        return "outputs of the old cells"

    monkeypatch.setattr(rerun, "executed", meanwhile)
    assert "saved again" in rerun.rerun(path, write=True)
    assert nbformat.read(path, as_version=4).cells[1].source == "6 * 8"


def test_a_disk_that_is_full_leaves_the_old_notebook(chapters, monkeypatch):
    path = notebook(chapters / "one.ipynb", "6 * 7")
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(rerun, "executed", lambda *_: "outputs")
    monkeypatch.setattr(rerun.os, "replace", full)
    assert "No space left" in rerun.rerun(path, write=True)
    assert path.read_bytes() == before
    assert [found.name for found in chapters.iterdir()] == ["one.ipynb"]


def test_a_killed_rerun_leaves_every_notebook_whole(chapters):
    path = notebook(chapters / "one.ipynb", SLOW)
    before = path.read_bytes()
    code = "import sys; from pathlib import Path; from livecommerce.commands import rerun; "
    code += f"rerun.check.main = lambda _: 0; rerun.CHAPTERS = Path({str(chapters)!r}); rerun.main([])"
    running = subprocess.Popen([sys.executable, "-c", code], start_new_session=True, stdout=subprocess.DEVNULL)
    time.sleep(8)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert path.read_bytes() == before


# Previewing


def listens(port: int) -> bool:
    with socket.socket() as found:
        return not found.connect_ex(("127.0.0.1", port))


def test_a_saved_sentence_is_on_the_page_and_the_browser_is_told(browser, tmp_path, unused_port):
    folder = tmp_path / "book"
    ignored = shutil.ignore_patterns(".venv", "_build", ".git", "__pycache__", ".*_cache", "tests")
    shutil.copytree(ROOT, folder, ignore=ignored)
    code = "import sys; from livecommerce.commands import preview; sys.exit(preview.main(sys.argv[1:]))"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "--port", str(unused_port)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert any("Ctrl+C ends it" in line for line in server.stdout), "the preview did not begin"
        while not listens(unused_port):
            assert server.poll() is None, "the preview ended"
            time.sleep(0.1)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{unused_port}/chapters/methods.html")
        page.wait_for_timeout(1000)  # the page listens for changes by then
        source = folder / "chapters" / "methods.md"
        source.write_text(f"{source.read_text(encoding='utf-8')}\n\nThis sentence is new.\n", encoding="utf-8")
        page.get_by_text("This sentence is new.").wait_for(timeout=60_000)
        page.close()
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def test_the_preview_follows_the_chapters_and_the_frame():
    assert all((ROOT / name).exists() for name in preview.WATCHED)
    assert {"chapters", "_config.yml", "_toc.yml"} <= set(preview.WATCHED)
