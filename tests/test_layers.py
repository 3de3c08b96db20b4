"""The house's walls: imports run downward, and the first paint loads no store."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"
STANDARD_ONLY = ("vocabulary", "clock.py", "settings.py", "locale", "policy", "actions", "keymap.py", "backstage")
LIGHT = {"platformdirs"}
HEAVY = {
    "sqlmodel", "sqlalchemy", "alembic", "pydantic", "typer", "dateparser", "psycopg", "charset_normalizer", "apscheduler",
}  # fmt: skip
PLANTED = {
    "servicedesk_tui/vocabulary/refs.py": ("import servicedesk_tui.clock", "Imports run downward only"),
    "servicedesk_tui/models/base.py": ("import servicedesk_tui.store.feed", "Imports run downward only"),
    "screens/__init__.py": ("import servicedesk_tui.desk", "Screens know no store"),
    "servicedesk_tui/policy/__init__.py": ("import sqlalchemy", "Only the store's side"),
    "servicedesk_tui/cli/__init__.py": ("import textual", "Textual is known"),
}


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the tree."""
    return subprocess.run([LINT, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False, timeout=60)


def test_imports_keep_the_contracts() -> None:
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_a_planted_import_breaks_its_contract(tmp_path: Path) -> None:
    without = shutil.ignore_patterns("__pycache__")
    for folder in ("servicedesk_tui", "screens"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=without)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    for file, (line, _contract) in PLANTED.items():
        with (tmp_path / file).open("a") as source:
            source.write(f"\n{line}\n")
    answer = lint(tmp_path)
    assert answer.returncode == 1, answer.stdout
    broken = [line for line in answer.stdout.splitlines() if line.endswith("BROKEN")]
    for line, contract in PLANTED.values():
        assert any(said.startswith(contract) for said in broken), (line, broken)
        assert line.removeprefix("import ").split()[0] in answer.stdout


@pytest.mark.parametrize("part", STANDARD_ONLY)
def test_the_ground_floor_needs_only_the_standard_library(part: str) -> None:
    path = ROOT / "servicedesk_tui" / part
    sources = [path] if path.is_file() else [*path.rglob("*.py")]
    assert sources
    for source in sources:
        outside = imported_roots(source) - sys.stdlib_module_names - {"servicedesk_tui", ""} - LIGHT
        assert not outside, f"{source.name} imports {outside}"


def imported_roots(source: Path) -> set[str]:
    """The first names of all that a module imports; "" stands for its own package."""
    roots: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add("" if node.level else (node.module or "").split(".")[0])
    return roots


def test_the_way_to_the_first_paint_loads_no_store() -> None:
    program = "import sys, servicedesk_tui.screens.app; print(*{m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert not HEAVY & set(loaded.stdout.split())


def test_every_package_folder_is_in_the_wheel() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    folders = {
        init.parent for top in ("servicedesk_tui", "screens", "styles") for init in (ROOT / top).rglob("__init__.py")
    }
    found = {".".join(folder.relative_to(ROOT).parts) for folder in folders}
    assert {name if name.startswith("servicedesk_tui") else f"servicedesk_tui.{name}" for name in found} == listed
