package dev.tenon.experiments.read;

import dev.tenon.experiments.yaml.Mark;
import dev.tenon.experiments.yaml.Node;
import dev.tenon.experiments.yaml.Node.Scalar;
import dev.tenon.experiments.yaml.NodeReader;
import dev.tenon.experiments.yaml.Problems;
import dev.tenon.experiments.yaml.Scalars;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings from the command line, {@code key=value} each. */
final class Overrides {

    private Overrides() {}

    static List<SettingChange> read(List<String> options, Problems problems) {
        List<SettingChange> changes = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            read(options.get(i), i + 1, problems).ifPresent(changes::add);
        }
        return changes;
    }

    private static Optional<SettingChange> read(String option, int line, Problems problems) {
        Mark mark = Mark.ofOption(option, line);
        int equals = option.indexOf('=');
        if (equals < 1) {
            problems.add(
                    mark,
                    "\"" + Scalars.shortened(option) + "\" sets nothing; write key=value, for example train.epochs=5");
            return Optional.empty();
        }
        String key = option.substring(0, equals);
        int start = key.length() - key.stripLeading().length();
        Scalar path = new Scalar(key.strip(), true, new Mark(mark.file(), line, start + 1));
        NodeReader.Origin origin = new NodeReader.Origin(mark.file(), line, equals + 2);
        Problems own = new Problems();
        Optional<Node> value = NodeReader.read(option.substring(equals + 1), origin, own);
        problems.addAll(own.sorted());
        if (!own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SettingChange(path, value.orElseGet(() -> new Scalar("", true, origin.mark(0, 0)))));
    }
}
