package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Part;
import dev.tenon.api.tracking.Tracker;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node.Entry;
import dev.tenon.experiments.yaml.Node.Mapping;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tracker as the command line names it: {@code tensorboard=curves} is {@code {type: tensorboard, to: curves}}, which can be written
 * as well.
 */
public final class TrackerReader {

    private static final String OPTION = "--track";

    private TrackerReader() {}

    /**
     * Reads an option's value.
     *
     * @throws SpecException if nobody offers such a tracker, or it does not take that
     */
    public static Part<Tracker<?>> read(Services services, String option) {
        if (option.strip().startsWith("{")) {
            return tracker(PartReader.read(services, Kind.TRACKER, OPTION, option));
        }
        Problems problems = new Problems();
        Mark mark = new Mark(OPTION, 1, 1);
        int at = option.indexOf('=');
        List<Entry> entries = new ArrayList<>();
        entries.add(entry("type", at < 0 ? option : option.substring(0, at), mark));
        if (at >= 0) {
            entries.add(entry("to", option.substring(at + 1), mark));
        }
        Optional<Part<?>> part =
                new Binder(services, problems).part(Kind.TRACKER, new Mapping(entries, mark), OPTION, List.of());
        problems.throwIfAny();
        return tracker(part.orElseThrow());
    }

    private static Part<Tracker<?>> tracker(Part<?> part) {
        return new Part<>((Tracker<?>) part.service(), part.settings());
    }

    private static Entry entry(String key, String value, Mark mark) {
        return new Entry(new Scalar(key, true, mark), new Scalar(value, false, mark));
    }
}
