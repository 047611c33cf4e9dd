"""What the measuring scripts have in common."""

import os
import pathlib
import platform
import re
import shutil
import sys

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs/PERFORMANCE.md"


def find_java():
    """The java of a JDK 25 or later, and its version."""
    homes = [pathlib.Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if shutil.which("java"):
        homes.append(pathlib.Path(shutil.which("java")).resolve().parents[1])
    homes += sorted(pathlib.Path("/usr/lib/jvm").glob("*"))
    for home in homes:
        release = home / "release"
        if release.exists() and (home / "bin/java").exists():
            version = re.search(r'JAVA_VERSION="(([0-9]+)[^"]*)"', release.read_text())
            if version and int(version[2]) >= 25:
                return home / "bin/java", version[1]
    sys.exit("needs a JDK 25 or later: set JAVA_HOME to it")


def processor():
    """Its name and how many there are."""
    names = re.findall(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores"


def write(mark, figures, page=PAGE):
    """Puts the figures between the page's two marks of this name."""
    before, rest = page.read_text(encoding="utf-8").split(f"<!-- {mark} -->\n")
    after = rest.split(f"<!-- /{mark} -->")[1]
    page.write_text(f"{before}<!-- {mark} -->\n\n{figures.rstrip()}\n\n<!-- /{mark} -->{after}", encoding="utf-8")
