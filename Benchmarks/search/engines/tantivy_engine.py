"""tantivy, by its Python package."""

import tantivy

from protocol import Engine, clear, words


class Tantivy(Engine):
    def analyzer(self):
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase()).build()

    def build(self, folder, texts):
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
        schema.add_text_field("text", stored=False, tokenizer_name="plain", index_option="position")
        index = tantivy.Index(schema.build(), path=str(clear(folder)))
        index.register_tokenizer("plain", self.analyzer())
        writer = index.writer(heap_size=1_000_000_000, num_threads=1)
        for name, text in texts:
            writer.add_document(tantivy.Document(name=name, text=text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder):
        self.index_ = tantivy.Index.open(folder)
        self.index_.register_tokenizer("plain", self.analyzer())
        self.searcher = self.index_.searcher()

    def query(self, kind, text):
        schema = self.index_.schema
        if kind == "prefix":
            return tantivy.Query.regex_query(schema, "text", text.lower() + ".*")
        if kind == "fuzzy":
            return tantivy.Query.fuzzy_term_query(schema, "text", text.lower(), 1, True)
        terms = words(text)
        if kind == "phrase":
            return tantivy.Query.phrase_query(schema, "text", list(terms))
        terms = list(dict.fromkeys(terms))
        parts = [tantivy.Query.term_query(schema, "text", term) for term in terms]
        if len(parts) == 1:
            return parts[0]
        occur = tantivy.Occur.Must if kind == "and" else tantivy.Occur.Should
        return tantivy.Query.boolean_query([(occur, part) for part in parts])

    def run(self, query, limit):
        return self.searcher.search(query, limit, False).hits


Tantivy().serve()
