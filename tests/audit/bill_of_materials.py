"""Write what is installed to serve as a CycloneDX file: ``python -m tests.audit.bill_of_materials FILE``.

The tool lists all of an environment; what only the developers need is taken off again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from tests.audit.locked import FOLDER, locked_versions
from tests.support.paths import ROOT


def main(path: Path) -> None:
    """Write the file."""
    served = {package.name for name in ("serve", "torch") for package in locked_versions(FOLDER / f"{name}.txt")}
    bill = only(served, environment())
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{path} lists {len(bill['components'])} packages.")


def environment() -> dict[str, Any]:
    """List this interpreter's environment. Validation, half a minute, is left out: the library writes what is valid."""
    options = ["--no-validate", "--output-reproducible", "--pyproject", str(ROOT / "pyproject.toml"), sys.executable]
    command = [sys.executable, "-m", "cyclonedx_py", "environment", *options]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def only(packages: set[str], bill: dict[str, Any]) -> dict[str, Any]:
    """Keep some packages of a bill, and what it says of their dependencies."""
    kept = [component for component in bill["components"] if canonicalize_name(component["name"]) in packages]
    references = {component["bom-ref"] for component in kept}
    root = bill["metadata"]["component"]["bom-ref"]
    dependencies = [
        entry | {"dependsOn": [reference for reference in entry.get("dependsOn", ()) if reference in references]}
        for entry in bill["dependencies"]
        if entry["ref"] in references | {root}
    ]
    return bill | {"components": kept, "dependencies": dependencies}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
