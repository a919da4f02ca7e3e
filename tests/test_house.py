"""The rules of the house, as tests: rules nobody executes decay."""

import ast
import re
import subprocess
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP = {
    "main.py", "gui", "db", "exports", "tests", "requirements.txt", "README.md", "LICENSE",
    "CHANGELOG.md", "pyproject.toml", ".gitignore", ".ci", "docs",
}  # fmt: skip
OURS = {"main", "gui", "exports", "db", "tests"}
BELOW = {  # what each part may import of ours
    "main": {"gui", "exports", "db"},
    "gui": {"gui", "db"},
    "exports": {"exports", "db"},
    "db": {"db"},
    "tests": OURS,
}
FOREIGN = {  # libraries that belong elsewhere
    "main": {"PySide6", "reportlab", "sqlcipher3", "sqlite3"},
    "gui": {"reportlab", "sqlcipher3", "sqlite3", "alembic"},
    "exports": {"PySide6", "sqlcipher3", "sqlite3", "alembic"},
    "db": {"PySide6", "reportlab", "sqlite3"},
    "tests": set(),
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
# A migration is written once by Alembic, one statement per table, and never edited after.
QT_NAME = re.compile(r"[a-z]+[A-Z]")  # paintEvent, rowCount: Qt calls them
CALLED_BY_LIBRARIES = {
    *("paint", "data", "flags", "event"),  # Qt
    *("wrap", "split", "draw"),  # ReportLab
    *("process_bind_param", "process_result_value"),  # SQLAlchemy
}


def tracked():
    """The files that make up the project: what Git tracks, or everything where there is no Git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
        return sorted(ROOT / name for name in listed if name and (ROOT / name).is_file())
    except (OSError, subprocess.CalledProcessError):
        parts = (ROOT / name for name in TOP)
        return sorted(path for part in parts for path in (part, *part.rglob("*")) if path.is_file())


MODULES = [path for path in tracked() if path.suffix == ".py"]
EVERY_MODULE = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(ROOT))
)


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def part_of(path):
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports_of(path):
    """Yield every name that the module imports, deferred ones too, with its line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import"
            yield node.module, node.lineno


def functions_of(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def test_there_are_modules_to_look_at():
    assert {part_of(path) for path in MODULES} == OURS
    assert len(MODULES) > 50


@EVERY_MODULE
def test_imports_point_down_only(path):
    part = part_of(path)
    for name, line in imports_of(path):
        top = name.split(".")[0]
        assert top not in OURS or top in BELOW[part], f"{path}:{line} imports {name}"
        assert top not in FOREIGN[part], f"{path}:{line} imports {name}"


def test_shapely_is_imported_in_one_place():
    """Who says why: db/shapes.py."""
    naming = {path for path in MODULES for name, _line in imports_of(path) if "shapely" in name}
    assert naming == {ROOT / "db" / "shapes.py"}


@pytest.mark.parametrize("part", ["main", "gui", "exports"])
def test_statements_are_made_in_db_only(part):
    """Elsewhere SQLAlchemy is named for its types alone: a row, a session handed on."""
    for path in MODULES:
        for node in ast.walk(tree(path)) if part_of(path) == part else ():
            if isinstance(node, ast.ImportFrom) and node.module.startswith("sqlalchemy"):
                assert {name.name for name in node.names} <= {"Row", "Session"}, path
            elif isinstance(node, ast.Import):
                assert not [name for name in node.names if name.name.startswith("sqlalchemy")], path


@EVERY_MODULE
def test_files_and_functions_are_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, path
    for function in functions_of(path):
        length = function.end_lineno - function.lineno + 1  # its decorators are not its work
        assert length <= LONGEST_FUNCTION, f"{path}:{function.lineno} {function.name}: {length}"


@EVERY_MODULE
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree(path)), path


def public_functions():
    for path in MODULES:
        if part_of(path) not in ("db", "gui", "exports"):
            continue
        found = [(node, "") for node in tree(path).body]
        found += [
            (node, f"{owner.name}.")
            for owner in tree(path).body
            if isinstance(owner, ast.ClassDef) and not owner.name.startswith("_")
            for node in owner.body
        ]
        for node, owner in found:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, f"{owner}{node.name}", node


def test_public_functions_say_what_they_return():
    """Not the names that a library calls: what those return is said where they are declared."""
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path, name, node in public_functions()
        if not ast.get_docstring(node)
        and not QT_NAME.match(node.name)
        and node.name not in CALLED_BY_LIBRARIES
        and not any(getattr(one, "attr", "") == "setter" for one in node.decorator_list)
    ]
    assert silent == []


@EVERY_MODULE
def test_no_exception_is_swallowed(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            nothing = all(isinstance(one, ast.Pass) for one in node.body)
            assert not nothing, f"{path}:{node.lineno} swallows what went wrong"
            assert node.type is not None, f"{path}:{node.lineno} catches everything"


def test_style_sheets_are_set_in_one_place():
    setting = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "setStyleSheet"
    }
    assert setting <= {"gui/style.py"}


def test_only_the_known_names_stand_at_the_top():
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= TOP


LEFT_OVER = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "XXX", "HACK")))


def test_tests_lie_flat():
    """A folder `tests/db` would shadow `db`."""
    assert not list((ROOT / "tests").glob("*/*.py"))


def test_nothing_refers_to_what_lies_outside_the_project():
    outside = re.compile(r"(?<![\w.])/(?:root|home|opt|mnt)/")
    for path in tracked():
        if path.suffix in (".py", ".md", ".toml", ".txt", ".json", "") and path != Path(__file__):
            text = path.read_text(encoding="utf-8")
            assert not outside.search(text), path


@EVERY_MODULE
def test_no_work_is_left_over(path):
    """What is to be done is an issue, not a comment."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.COMMENT:
                assert not LEFT_OVER.search(token.string), token.line


def test_ignored_lint_rules_carry_their_reason():
    """In pyproject.toml each stands beside a comment; in code `noqa` names its rule."""
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"#\s*noqa(?!: [A-Z]+\d+)", text.replace("(?!", "")) or (
            path == Path(__file__)
        ), path
