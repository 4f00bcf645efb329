"""SQLite's FTS5, by the Python package apsw."""

import pathlib

import apsw

from protocol import Engine, clear, words


class SQLite(Engine):
    def build(self, folder, texts):
        connection = apsw.Connection(str(clear(folder) / "index.db"))
        for setting in ("journal_mode=off", "synchronous=off", "cache_size=-400000"):
            connection.execute(f"pragma {setting}")
        connection.execute("create virtual table texts using fts5(text, content='', tokenize='unicode61 remove_diacritics 0')")
        connection.execute("create table names(name text)")
        connection.execute("begin")
        connection.executemany("insert into names values(?)", ((name,) for name, _ in texts))
        rows = ((number + 1, text) for number, (_, text) in enumerate(texts))
        connection.executemany("insert into texts(rowid, text) values(?, ?)", rows)
        connection.execute("commit")
        connection.execute("insert into texts(texts) values('optimize')")
        connection.close()

    def open(self, folder):
        self.connection = apsw.Connection(str(pathlib.Path(folder) / "index.db"), flags=apsw.SQLITE_OPEN_READONLY)
        self.connection.execute("pragma mmap_size=8000000000")

    def query(self, kind, text):
        if kind == "fuzzy":
            return None
        if kind == "prefix":
            return f'"{text.lower()}"*'
        terms = words(text)
        if kind == "phrase":
            return '"' + " ".join(terms) + '"'
        return (" AND " if kind == "and" else " OR ").join(f'"{term}"' for term in dict.fromkeys(terms))

    def run(self, query, limit):
        order = "select rowid from texts where texts match ? order by rank limit ?"
        return self.connection.execute(order, (query, limit)).fetchall()


SQLite().serve()
