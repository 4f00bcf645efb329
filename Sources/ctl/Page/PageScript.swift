/// The search of the page of a corpus: an index of the passages that stand in it, made when it is first needed.
enum PageScript {
    static let text = #"""
        (() => {
          "use strict";
          const input = document.getElementById("query");
          const status = document.getElementById("status");
          const section = document.getElementById("found");
          const list = document.getElementById("found-list");
          const passages = [...document.querySelectorAll("[data-passage]")];
          const most = 100;
          let index = null;

          // Marks are taken from Latin letters only: й is another letter than и.
          const fold = (text) => text.normalize("NFKD").replace(/(?<=\p{Script=Latin})\p{M}+/gu, "").normalize("NFC").toLowerCase();
          const words = (text) => fold(text).match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];

          const built = () => {
            if (index) return index;
            const terms = new Map();
            passages.forEach((passage, number) => {
              for (const word of words(passage.textContent)) {
                let places = terms.get(word);
                if (!places) terms.set(word, (places = new Map()));
                places.set(number, (places.get(number) ?? 0) + 1);
              }
            });
            index = { terms, sorted: [...terms.keys()].sort() };
            return index;
          };

          /** The passages of all words that begin so, each with how often. */
          const beginning = ({ terms, sorted }, prefix) => {
            let low = 0, high = sorted.length;
            while (low < high) {
              const middle = (low + high) >> 1;
              if (sorted[middle] < prefix) low = middle + 1; else high = middle;
            }
            const places = new Map();
            for (; low < sorted.length && sorted[low].startsWith(prefix); low++) {
              for (const [number, count] of terms.get(sorted[low])) places.set(number, (places.get(number) ?? 0) + count);
            }
            return places;
          };

          const ask = (text) => {
            const phrases = [...text.matchAll(/"([^"]+)"/g)].map((found) => words(found[1]).join(" ")).filter(Boolean);
            const plain = words(text);
            if (!plain.length) return null;
            const all = built();
            const isOpen = !/[\s"]$/.test(text);
            let hits = null;
            plain.forEach((word, position) => {
              const isLast = position === plain.length - 1;
              const places = isLast && isOpen ? beginning(all, word) : all.terms.get(word) ?? new Map();
              const weight = Math.log(1 + passages.length / (1 + places.size));
              const next = new Map();
              for (const [number, count] of places) {
                if (hits === null || hits.has(number)) {
                  next.set(number, (hits?.get(number) ?? 0) + weight * (count / (count + 1)));
                }
              }
              hits = next;
            });
            let found = [...hits].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => passages[number]);
            for (const phrase of phrases) {
              found = found.filter((passage) => (" " + words(passage.textContent).join(" ") + " ").includes(" " + phrase + " "));
            }
            return { found, words: plain, isOpen };
          };

          /** The ranges of the words in a text, by its own letters. */
          const ranges = (text, wanted, isOpen) => {
            const result = [];
            for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)?/gu)) {
              const word = fold(found[0]);
              const isWanted = wanted.some((one, place) =>
                word === one || isOpen && place === wanted.length - 1 && word.startsWith(one));
              if (isWanted) result.push([found.index, found.index + found[0].length]);
            }
            return result;
          };

          const snippet = (passage, query) => {
            const text = passage.textContent.trim().replace(/\s+/g, " ");
            const marks = ranges(text, query.words, query.isOpen);
            const start = Math.max(0, (marks[0]?.[0] ?? 0) - 80), end = Math.min(text.length, start + 240);
            const part = document.createElement("span");
            let place = start;
            if (start > 0) part.append("… ");
            for (const [from, to] of marks) {
              if (from < place || to > end) continue;
              const mark = document.createElement("mark");
              mark.textContent = text.slice(from, to);
              part.append(text.slice(place, from), mark);
              place = to;
            }
            part.append(text.slice(place, end) + (end < text.length ? " …" : ""));
            return part;
          };

          const highlight = (query) => {
            if (!globalThis.CSS?.highlights) return;
            CSS.highlights.delete("found");
            if (!query) return;
            const spans = [];
            for (const passage of query.found.slice(0, most)) {
              const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                for (const [from, to] of ranges(node.data, query.words, query.isOpen)) {
                  const span = new Range();
                  span.setStart(node, from);
                  span.setEnd(node, to);
                  spans.push(span);
                }
              }
            }
            if (spans.length) CSS.highlights.set("found", new Highlight(...spans));
          };

          const show = () => {
            const query = ask(input.value);
            highlight(query);
            list.replaceChildren();
            section.hidden = !query;
            if (!query) {
              status.textContent = "";
              return;
            }
            const count = query.found.length;
            status.textContent = count === 1 ? "1 passage" : count > most ? `${count} passages, the best ${most} shown` : `${count} passages`;
            for (const passage of query.found.slice(0, most)) {
              const item = document.createElement("li");
              const link = document.createElement("a");
              link.href = "#" + passage.id;
              link.textContent = passage.closest("article").querySelector("h2").textContent;
              item.append(link, document.createElement("br"), snippet(passage, query));
              list.append(item);
            }
          };

          const links = () => [...list.querySelectorAll("a")];
          const go = (link) => {
            const target = document.getElementById(link.hash.slice(1));
            location.hash = link.hash;
            target.tabIndex = -1;
            target.focus({ preventScroll: true });
          };
          input.addEventListener("input", show);
          document.getElementById("search").addEventListener("submit", (event) => {
            event.preventDefault();
            show();
            const first = links()[0];
            if (first) go(first);
          });
          list.addEventListener("click", (event) => {
            const link = event.target.closest("a");
            if (!link) return;
            event.preventDefault();
            go(link);
          });
          document.addEventListener("keydown", (event) => {
            const isWriting = document.activeElement === input;
            if (event.key === "/" && !isWriting && !event.ctrlKey && !event.metaKey && !event.altKey) {
              event.preventDefault();
              input.select();
              input.focus();
            } else if (event.key === "Escape" && isWriting) {
              input.value = "";
              show();
            } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (isWriting || list.contains(document.activeElement))) {
              const all = [input, ...links()];
              const next = all[all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
              if (next) {
                event.preventDefault();
                next.focus();
              }
            }
          });
          // What a browser kept in the field over a reload is searched for.
          if (input.value) show();
        })();

        """#
}
