package dev.tenon.experiments.settings;

import dev.tenon.api.settings.Part;
import dev.tenon.experiments.plugin.Kind;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problem;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.SpecException;
import java.util.List;
import java.util.Optional;

/** Reads a service and its settings from a text of its own, as a command line has it. */
public final class PartReader {

    private PartReader() {}

    /**
     * Reads a part.
     *
     * @param where what messages call the text, as {@code --launcher}
     * @param text a name, or {@code {type: name, …}}
     * @throws SpecException with all mistakes, if there are any
     */
    public static Part<?> read(Services services, Kind kind, String where, String text) {
        Problems problems = new Problems();
        Optional<Node> node = NodeReader.read(text, NodeReader.Origin.of(where), problems);
        problems.throwIfAny();
        if (node.isEmpty()) {
            throw new SpecException(List.of(new Problem(new Mark(where, 1, 1), where + " names no " + kind.noun())));
        }
        Optional<Part<?>> part = new Binder(services, problems).part(kind, node.get(), where, List.of());
        problems.throwIfAny();
        return part.orElseThrow();
    }
}
