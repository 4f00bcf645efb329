"""Xapian, by Debian's python3-xapian: to be run by the system's Python."""

import pathlib
import shutil

import xapian

from protocol import Engine, clear, words


class Xapian(Engine):
    def build(self, folder, texts):
        folder = clear(folder)
        draft = folder / "draft"
        flags = xapian.DB_CREATE_OR_OPEN | xapian.DB_DANGEROUS | xapian.DB_NO_SYNC
        database = xapian.WritableDatabase(str(draft), flags)
        generator = xapian.TermGenerator()
        generator.set_max_word_length(200)
        for name, text in texts:
            document = xapian.Document()
            document.set_data(name)
            generator.set_document(document)
            generator.set_termpos(0)
            generator.index_text(text)
            database.add_document(document)
        database.commit()
        database.compact(str(folder / "index"))
        database.close()
        shutil.rmtree(draft)

    def open(self, folder):
        self.enquire = xapian.Enquire(xapian.Database(str(pathlib.Path(folder) / "index")))

    def query(self, kind, text):
        if kind == "fuzzy":
            return None
        if kind == "prefix":
            limit = xapian.Query.WILDCARD_LIMIT_ERROR
            return xapian.Query(xapian.Query.OP_WILDCARD, text.lower(), 0, limit, xapian.Query.OP_SYNONYM)
        terms = words(text)
        if kind == "phrase":
            return xapian.Query(xapian.Query.OP_PHRASE, terms)
        operator = xapian.Query.OP_AND if kind == "and" else xapian.Query.OP_OR
        return xapian.Query(operator, list(dict.fromkeys(terms)))

    def run(self, query, limit):
        self.enquire.set_query(query)
        return [match.docid for match in self.enquire.get_mset(0, limit)]


Xapian().serve()
