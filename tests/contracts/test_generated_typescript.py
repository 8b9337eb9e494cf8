"""The TypeScript types that a public generator makes of our document compile strictly, and are good for a journey."""

import shutil
from pathlib import Path

import pytest

from tests.support.node import node, packages
from tests.support.parley_process import ParleyProcess

PROJECT = Path(__file__).parent / "typescript"


@pytest.mark.timeout(300)
def test_generated_typescript_travels(served: ParleyProcess, tmp_path: Path) -> None:
    for name in ("journey.ts", "tsconfig.json", "package.json"):
        shutil.copy(PROJECT / name, tmp_path)
    modules = packages(PROJECT)
    (tmp_path / "node_modules").symlink_to(modules)
    said = node(
        modules / "openapi-typescript/bin/cli.js", f"{served.url}/openapi.json", "-o", "parley.d.ts", cwd=tmp_path
    )
    assert "warn" not in said.lower()
    node(modules / "typescript/bin/tsc", "--project", ".", cwd=tmp_path)
    assert node("journey.ts", served.url, cwd=tmp_path) == "arrived\n"
