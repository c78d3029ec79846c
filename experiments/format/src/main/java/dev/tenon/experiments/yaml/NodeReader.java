package dev.tenon.experiments.yaml;

import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML text to a tree of nodes. Built on the parser's events rather than on its own tree, so that depth, size and
 * the copies that aliases make are bounded while reading, and all doubled keys are found.
 */
public final class NodeReader {

    private static final int MAX_DEPTH = 50;
    /** What `!!` stands for. */
    private static final String CORE = "tag:yaml.org,2002:";

    private static final String STRING = CORE + "str";

    private static final int MAX_NODES = 1_000_000;

    private final Origin origin;
    private final Problems problems;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int nodes;

    /**
     * Where a text starts.
     *
     * @param file as the user named it
     * @param line of its first line, from 1
     * @param column of its first character, from 1
     */
    public record Origin(String file, int line, int column) {

        /** The start of a file. */
        public static Origin of(String file) {
            return new Origin(file, 1, 1);
        }

        /** The place of a character whose line and column count from 0. */
        public Mark mark(int fromLine, int fromColumn) {
            return new Mark(file, line + fromLine, fromLine == 0 ? column + fromColumn : fromColumn + 1);
        }
    }

    /** A node with a name and how many nodes it has; no node while it is being read. */
    private record Anchored(Optional<Node> node, int size) {}

    /** Ends the reading after a mistake that leaves the rest unreadable; the mistake is recorded already. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super("stop", null, false, false);
        }
    }

    private NodeReader(String text, Origin origin, Problems problems) {
        this.origin = origin;
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(origin.file())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** The one document of a text; empty if there is none or a mistake, recorded, makes it unreadable. */
    public static Optional<Node> read(String text, Origin origin, Problems problems) {
        NodeReader reader = new NodeReader(text, origin, problems);
        try {
            return reader.document();
        } catch (YamlEngineException e) {
            problems.addAll(List.of(SyntaxProblem.of(e, text, origin)));
            return Optional.empty();
        } catch (Stop stop) {
            return Optional.empty();
        }
    }

    private Optional<Node> document() {
        events.next(); // the stream starts
        Event event = events.next();
        if (event.getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        Node root = node(events.next(), 0);
        events.next(); // the document ends
        Event after = events.next();
        if (after.getEventId() != Event.ID.StreamEnd) {
            problems.add(mark(after), "a second document starts here; a file holds one experiment: remove the `---`");
        }
        return Optional.of(root);
    }

    private Node node(Event event, int depth) {
        if (depth > MAX_DEPTH) {
            problems.add(mark(event), "lists and maps are nested more than " + MAX_DEPTH + " deep");
            throw new Stop();
        }
        count(1, event);
        if (event instanceof AliasEvent alias) {
            return aliased(alias);
        }
        int before = nodes;
        Optional<String> anchor =
                event instanceof NodeEvent named ? named.getAnchor().map(a -> a.getValue()) : Optional.empty();
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.empty(), 0)));
        Node node = switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent sequence -> sequence(sequence, depth);
            case MappingStartEvent mapping -> mapping(mapping, depth);
            default -> throw new IllegalStateException("unexpected " + event);
        };
        anchor.ifPresent(name -> anchors.put(name, new Anchored(Optional.of(node), nodes - before + 1)));
        return node;
    }

    private void count(int more, Event event) {
        nodes += more;
        if (nodes > MAX_NODES) {
            problems.add(
                    mark(event),
                    "the file has more than " + MAX_NODES + " values, counting each use of an alias; make it smaller");
            throw new Stop();
        }
    }

    private Node aliased(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            problems.add(mark(alias), "no anchor \"&" + name + "\" comes before this alias");
            throw new Stop();
        }
        if (anchored.node().isEmpty()) {
            problems.add(mark(alias), "\"*" + name + "\" is inside what it stands for");
            throw new Stop();
        }
        count(anchored.size(), alias);
        return anchored.node().get();
    }

    private Scalar scalar(ScalarEvent event) {
        boolean text = event.getTag().filter(tag -> isUsual(tag, STRING)).isPresent();
        refuseTag(event, event.getTag(), STRING);
        return new Scalar(event.getValue(), event.isPlain() && !text, mark(event));
    }

    private static boolean isUsual(String tag, String usual) {
        return tag.equals("!") || tag.equals(usual);
    }

    private Sequence sequence(SequenceStartEvent start, int depth) {
        refuseTag(start, start.getTag(), CORE + "seq");
        List<Node> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, depth + 1));
        }
        return new Sequence(items, mark(start));
    }

    private Mapping mapping(MappingStartEvent start, int depth) {
        refuseTag(start, start.getTag(), CORE + "map");
        Map<String, Entry> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Node key = node(next, depth + 1);
            Node value = node(events.next(), depth + 1);
            if (!(key instanceof Scalar name)) {
                problems.add(key.mark(), "a key is a word, not " + key.shown());
            } else if (name.plain() && name.text().equals("<<")) {
                merged.addAll(value instanceof Sequence several ? several.items() : List.of(value));
            } else if (name.text().isEmpty()) {
                problems.add(key.mark(), "a key is missing before this `:`");
            } else {
                Entry entry = new Entry(name, value);
                Entry first = own.putIfAbsent(name.text(), entry);
                if (first != null) {
                    problems.add(
                            name.mark(),
                            "key \"" + Scalars.shortened(name.text()) + "\" is given twice, first in line "
                                    + first.key().mark().line());
                }
            }
        }
        for (Node source : merged) {
            if (source instanceof Mapping map) {
                map.entries().forEach(entry -> own.putIfAbsent(entry.key().text(), entry));
            } else {
                problems.add(source.mark(), "`<<` merges a map, or a list of maps, not " + source.shown());
            }
        }
        return new Mapping(List.copyOf(own.values()), mark(start));
    }

    /** Refuses a tag that would say something else than what is written already. */
    private void refuseTag(Event event, Optional<String> tag, String usual) {
        if (tag.isPresent() && !isUsual(tag.get(), usual)) {
            problems.add(
                    mark(event),
                    "tags as \"" + Scalars.shortened(tag.get().replace(CORE, "!!"))
                            + "\" mean nothing here; remove it");
        }
    }

    private Mark mark(Event event) {
        return event.getStartMark()
                .map(mark -> origin.mark(mark.getLine(), mark.getColumn()))
                .orElseGet(() -> origin.mark(0, 0));
    }
}
