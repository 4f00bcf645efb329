// Lucene, as it comes: BM25 and the standard tokenizer. The protocol is that of protocol.py.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.MMapDirectory;

public final class LuceneEngine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private IndexSearcher searcher;

    private static final class Plain extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            StandardTokenizer source = new StandardTokenizer();
            return new TokenStreamComponents(source, new LowerCaseFilter(source));
        }
    }

    private record Text(String name, String text) {}

    private static List<Text> documents(String path) throws IOException {
        List<Text> texts = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(Path.of(path))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode document = JSON.readTree(line);
                String title = document.path("title").asText("");
                String text = document.path("text").asText("");
                texts.add(new Text(document.get("id").asText(), title.isEmpty() ? text : title + "\n" + text));
            }
        }
        return texts;
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) Files.delete(path);
        }
    }

    private ObjectNode index(JsonNode job) throws IOException {
        List<Text> texts = documents(job.get("docs").asText());
        long bytes = 0;
        for (Text text : texts) bytes += text.text().getBytes(StandardCharsets.UTF_8).length;
        Path folder = Path.of(job.get("dir").asText());
        clear(folder);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        IndexWriterConfig settings = new IndexWriterConfig(new Plain()).setRAMBufferSizeMB(1024);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), settings)) {
            for (Text text : texts) {
                Document document = new Document();
                document.add(new StringField("name", text.name(), Field.Store.YES));
                document.add(new TextField("text", text.text(), Field.Store.NO));
                writer.addDocument(document);
            }
            writer.forceMerge(1);
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.put("seconds", (System.nanoTime() - wall) / 1e9);
        answer.put("cpu_seconds", (system.getProcessCpuTime() - cpu) / 1e9);
        long size = 0;
        try (var paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) size += Files.size(path);
        }
        return answer.put("docs", texts.size()).put("bytes_in", bytes).put("bytes_on_disk", size);
    }

    private ObjectNode open(JsonNode job) throws IOException {
        long start = System.nanoTime();
        searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(Path.of(job.get("dir").asText()))));
        searcher.setQueryCache(null);
        return JSON.createObjectNode().put("seconds", (System.nanoTime() - start) / 1e9);
    }

    private static Query query(String kind, String text) {
        String lower = text.toLowerCase();
        if (kind.equals("prefix")) return new PrefixQuery(new Term("text", lower));
        if (kind.equals("fuzzy")) return new FuzzyQuery(new Term("text", lower), 1);
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(lower); matcher.find(); ) words.add(matcher.group());
        if (kind.equals("phrase")) return new PhraseQuery("text", words.toArray(new String[0]));
        LinkedHashSet<String> terms = new LinkedHashSet<>(words);
        if (terms.size() == 1) return new TermQuery(new Term("text", words.get(0)));
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        var occur = kind.equals("and") ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD;
        for (String term : terms) builder.add(new TermQuery(new Term("text", term)), occur);
        return builder.build();
    }

    private ObjectNode search(JsonNode job) throws IOException {
        int limit = job.path("k").asInt(10);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode times = answer.putArray("ns");
        ArrayNode counts = answer.putArray("n");
        for (JsonNode asked : job.get("queries")) {
            Query query = query(job.get("kind").asText(), asked.get("text").asText());
            long start = System.nanoTime();
            var hits = searcher.search(query, TopScoreDocCollector.createSharedManager(limit, null, limit));
            times.add(System.nanoTime() - start);
            counts.add(hits.scoreDocs.length);
        }
        return answer;
    }

    private static ObjectNode memory() throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) answer.put("rss_kb", Long.parseLong(line.replaceAll("\\D", "")));
            if (line.startsWith("VmHWM:")) answer.put("peak_kb", Long.parseLong(line.replaceAll("\\D", "")));
        }
        return answer;
    }

    private ObjectNode answer(JsonNode job) throws IOException {
        return switch (job.get("op").asText()) {
            case "index" -> index(job);
            case "open" -> open(job);
            case "search" -> search(job);
            default -> memory();
        };
    }

    public static void main(String[] arguments) throws IOException {
        LuceneEngine engine = new LuceneEngine();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ObjectNode answer;
            try {
                answer = engine.answer(JSON.readTree(line));
            } catch (IOException | RuntimeException error) {
                answer = JSON.createObjectNode().put("error", error.toString());
            }
            System.out.println(JSON.writeValueAsString(answer));
        }
    }
}
