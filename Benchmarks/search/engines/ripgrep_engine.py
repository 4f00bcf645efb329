"""ripgrep: what a search costs without an index. It ranks nothing and reads the whole text for every query."""

import json
import pathlib
import re
import subprocess

from protocol import Engine, clear, words


class Ripgrep(Engine):
    def build(self, folder, texts):
        with (clear(folder) / "texts").open("w", encoding="utf-8") as output:
            for _, text in texts:
                output.write(json.dumps(text, ensure_ascii=False) + "\n")

    def open(self, folder):
        self.path = pathlib.Path(folder) / "texts"

    def query(self, kind, text):
        if kind in ("fuzzy", "and"):
            return None
        terms = [re.escape(word) for word in words(text)]
        if kind == "prefix":
            return ["-e", rf"\b{terms[0]}"]
        if kind == "phrase":
            return ["-w", "-e", r"\W+".join(terms)]
        return ["-w", *(part for term in dict.fromkeys(terms) for part in ("-e", term))]

    def run(self, query, limit):
        found = subprocess.run(["rg", "-i", "-c", *query, self.path], capture_output=True, text=True, check=False)
        return range(min(int(found.stdout or 0), limit))


Ripgrep().serve()
