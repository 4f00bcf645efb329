#!/usr/bin/env python3
"""Makes the corpora of the search benchmark out of Debian packages, as JSON Lines of {"id", "title", "text"}.

    corpus.py docs   [--folder DIR]     pages of documentation packages: one document a page
    corpus.py mixed  [--folder DIR]     those, package descriptions, a dictionary and pieces of the kernel's source:
                                        about two million short documents
    corpus.py quick  [--folder DIR]     some thousand pages of the smaller packages

The packages are downloaded and unpacked into the folder, not installed, and removed again once the corpus is made, which is kept. A
package that this Debian does not have is left out and named. Standard library only.
"""

import argparse
import gzip
import html
import json
import lzma
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

FOLDER = pathlib.Path(__file__).resolve().parents[2] / ".build" / "search-bench"

QUICK = ["python3.11-doc", "postgresql-doc-15", "git-doc", "sqlite3-doc", "apache2-doc"]
DOCS = QUICK + [
    *("linux-doc-6.1", "rust-doc", "openjdk-17-doc", "libreoffice-help-en-us", "libboost1.74-doc", "cmake-doc"),
    *("libgtk-3-doc", "libglib2.0-doc", "ghc-doc", "erlang-doc", "qtbase5-doc-html", "qtdeclarative5-doc-html"),
    *("perl-doc", "python-django-doc", "python-pandas-doc", "python-sqlalchemy-doc", "llvm-14-doc", "clang-14-doc"),
    *("octave-doc", "ruby3.1-doc", "libstdc++-12-doc", "wx3.2-doc", "scala-doc", "nodejs-doc", "debian-handbook"),
    *("gnuplot-doc", "maxima-doc", "doxygen-doc", "postgis-doc", "lilypond-doc-html", "r-doc-html", "libgeos-doc"),
]
MIXED = ["dict-gcide", "linux-source-6.1"]
QUICK_PAGES = 4000
LARGEST = 1_000_000  # bytes of a page; larger ones are indexes and change logs
LINES = 24  # of source code in one document


class Failed(Exception):
    """The corpus can't be made; the text says why."""


def known(packages):
    """Those of the packages that this system's lists have: one unknown name, and apt-get downloads nothing."""
    command = ["apt-cache", "show", "--no-all-versions", *packages]
    shown = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False).stdout
    return set(re.findall(r"^Package: (\S+)", shown, re.M)) & set(packages)


def fetch(packages, folder):
    """Downloads and unpacks packages: (name, folder of each that is there)."""
    archives, unpacked = folder / "archives", folder / "unpacked"
    archives.mkdir(parents=True, exist_ok=True)
    unpacked.mkdir(exist_ok=True)
    missing = [package for package in packages if not (unpacked / package).exists()]
    wanted = known(missing) if missing else set()
    for package in missing:
        if package not in wanted:
            print(f"corpus.py: no package {package}; left out", file=sys.stderr)
    if wanted:
        # All at once: each call reads the lists of all packages again.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "download", "-q", *sorted(wanted)], cwd=archives, check=False, **quiet)
    for package in sorted(wanted):
        files = list(archives.glob(f"{package}_*.deb"))
        if not files:
            print(f"corpus.py: {package} could not be downloaded; left out", file=sys.stderr)
            continue
        partial = unpacked / f"{package}.partial"
        subprocess.run(["dpkg-deb", "-x", files[0], partial], check=True)
        partial.rename(unpacked / package)
        files[0].unlink()
    return [(package, unpacked / package) for package in packages if (unpacked / package).exists()]


SKIPPED = re.compile(r"(?is)<(script|style|head|nav|svg)\b.*?</\1\s*>|<!--.*?-->")
BLOCKS = re.compile(r"(?i)</?(p|div|li|ul|ol|dl|dt|dd|tr|table|h[1-6]|pre|br|section|article|blockquote)\b[^>]*>")
TAGS = re.compile(r"<[^>]*>")
TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")


def page(path):
    """Title and text of an HTML page or a text file; an empty text for what is neither."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    text = data.decode("utf-8", "replace")
    if "\0" in text[:1000]:
        return "", ""
    if not path.name.removesuffix(".gz").endswith((".html", ".htm", ".xhtml")):
        return path.name, text
    title = TITLE.search(text)
    text = html.unescape(TAGS.sub(" ", BLOCKS.sub("\n", SKIPPED.sub(" ", text))))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    title = " ".join(html.unescape(TAGS.sub("", title[1])).split()) if title else path.stem
    return title, "\n".join(line for line in lines if line)


ENDINGS = (".html", ".htm", ".xhtml", ".txt", ".rst", ".md", ".txt.gz", ".rst.gz", ".html.gz")


def pages(packages):
    """The documents of unpacked packages, in a fixed order."""
    for package, folder in packages:
        for path in sorted(folder.rglob("*")):
            if not path.name.endswith(ENDINGS) or path.is_symlink() or not path.is_file():
                continue
            if path.stat().st_size > LARGEST:
                continue
            title, text = page(path)
            if len(text) >= 100:
                yield {"id": f"{package}/{path.relative_to(folder)}", "title": title, "text": text}


def descriptions():
    """Package descriptions, from what apt knows."""
    known = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, errors="replace").stdout
    for record in known.split("\n\n"):
        name = re.search(r"^Package: (\S+)", record, re.M)
        text = re.search(r"^Description(?:-en)?: (.*(?:\n .*)*)", record, re.M)
        if name and text:
            yield {"id": f"package:{name[1]}", "title": name[1], "text": re.sub(r"\n \.?", "\n", text[1])}


DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def entries(folder):
    """The entries of a dictionary in dictd's format."""

    def number(digits):
        value = 0
        for digit in digits:
            value = value * 64 + DIGITS.index(digit)
        return value

    for index in folder.rglob("*.index"):
        data = gzip.decompress(index.with_suffix(".dict.dz").read_bytes())
        seen = set()
        for line in index.read_text(errors="replace").splitlines():
            head, *place = line.split("\t")
            if len(place) == 2 and tuple(place) not in seen and not head.startswith("00"):
                seen.add(tuple(place))
                start, length = map(number, place)
                text = data[start : start + length].decode("utf-8", "replace")
                yield {"id": f"dictionary:{head}:{start}", "title": head, "text": text}


def source(folder):
    """Pieces of the source files in a package's archive."""
    for archive in folder.rglob("*.tar.xz"):
        with lzma.open(archive) as stream, tarfile.open(fileobj=stream, mode="r|") as files:
            for member in files:
                if not member.isfile() or member.size > 400_000:
                    continue
                data = files.extractfile(member).read()
                if b"\0" in data[:1000]:
                    continue
                lines = data.decode("utf-8", "replace").split("\n")
                for first in range(0, len(lines), LINES):
                    text = "\n".join(lines[first : first + LINES])
                    if text.strip():
                        yield {"id": f"{member.name}:{first + 1}", "title": "", "text": text}


def paragraphs(documents):
    """Pages cut into pieces of some paragraphs."""
    for document in documents:
        lines = document["text"].split("\n")
        for first in range(0, len(lines), LINES):
            text = "\n".join(lines[first : first + LINES])
            yield {"id": f"{document['id']}:{first + 1}", "title": document["title"], "text": text}


def documentation(kind, folder):
    """The pages of documentation packages; of the smaller ones some thousand."""
    packages = fetch(QUICK if kind == "quick" else DOCS, folder)
    if not packages:
        raise Failed("none of the documentation packages could be downloaded (apt-get download; is 'apt-get update' due?)")
    if kind != "quick":
        return pages(packages)
    documents = list(pages(packages))
    return documents[:: max(len(documents) // QUICK_PAGES, 1)][:QUICK_PAGES]


def mixed(folder):
    """Short documents of many kinds."""
    # Nearly a hundred thousand pages were taken apart for it already.
    with make("docs", folder).open(encoding="utf-8") as lines:
        yield from paragraphs(map(json.loads, lines))
    yield from descriptions()
    for package, contents in fetch(MIXED, folder):
        yield from entries(contents) if package.startswith("dict") else source(contents)


def make(kind, folder=FOLDER, limit=None):
    """The path of a corpus, which is made unless it is there."""
    path = folder / f"{kind}{'' if limit is None else f'-{limit}'}.jsonl"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    documents = mixed(folder) if kind == "mixed" else documentation(kind, folder)
    count = byte_count = 0
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as output:
        for document in documents:
            if limit is not None and count >= limit:
                break
            output.write(json.dumps(document, ensure_ascii=False) + "\n")
            count += 1
            byte_count += len(document["title"]) + len(document["text"])
    partial.rename(path)
    if limit is None:
        shutil.rmtree(folder / "unpacked", ignore_errors=True)  # 4 GB; whatever else needs a package fetches it again
    print(f"corpus.py: {path}: {count:,} documents, {byte_count / 1e6:,.0f} MB of text", file=sys.stderr)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["quick", "docs", "mixed"])
    parser.add_argument("--folder", type=pathlib.Path, default=FOLDER)
    parser.add_argument("--limit", type=int, help="at most so many documents")
    options = parser.parse_args()
    print(make(options.kind, options.folder, options.limit))


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"corpus.py: {failure}")
