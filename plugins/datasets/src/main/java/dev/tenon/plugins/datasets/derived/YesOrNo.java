package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Targets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Another data set of which only one question is asked: is an example's class among some? Of grades of a disease, for example, whether a
 * patient is to be referred. What is not known stays so. Its other columns are kept behind.
 */
@Type("yes-or-no")
@Describe("Another data set with one sign in place of its classes: yes for some of them")
public final class YesOrNo implements Dataset<YesOrNo.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set with classes") DatasetName from,

            @Describe("the classes that are a yes, by their names")
            List<String> yes,

            @Describe("the names of the column; several if an experiment expects the same under several names")
            @Default("[yes]")
            List<String> columns) {

        public Settings {
            yes = List.copyOf(yes);
            columns = List.copyOf(columns);
            if (yes.isEmpty() || columns.isEmpty()) {
                throw new IllegalArgumentException(
                        (yes.isEmpty() ? "yes names no class" : "columns is empty") + "; name one at least");
            }
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException("columns names one twice: " + columns);
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image)
            throws IOException {
        return scope.pictures(settings.from(), files);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples examples = scope.dataset(settings.from());
        Column classes = examples.target();
        if (classes.kind() != Targets.CLASSES || classes.positions().rank() > 0) {
            throw new DataException("data set " + settings.from().name() + " has no class of each example, but "
                    + classes.name() + "; yes-or-no asks for one");
        }
        for (String name : settings.yes()) {
            if (!classes.names().contains(name)) {
                throw new DataException("data set " + settings.from().name() + " has no class \"" + name
                        + "\", which yes names; its classes are " + String.join(", ", classes.names()));
            }
        }
        float[] signs = classes.values().clone();
        for (int i = 0; i < signs.length; i++) {
            if (!Float.isNaN(signs[i])) {
                signs[i] = settings.yes().contains(classes.names().get((int) signs[i])) ? 1f : -1f;
            }
        }
        Examples.Builder asked = Examples.of(examples.columns().getFirst());
        String thing = settings.columns().getFirst();
        settings.columns()
                .forEach(name -> asked.column(new Column(name, Targets.SIGNS, Shape.of(1), List.of(thing), signs)));
        examples.columns().stream().skip(1).forEach(asked::column);
        Arrays.stream(Split.values()).forEach(split -> {
            int[] indices = examples.split(split);
            if (indices.length > 0) {
                asked.split(split, indices);
            }
        });
        List<Integer> all = IntStream.range(0, examples.size()).boxed().toList();
        return asked.sources(all.stream().map(examples::sources).toArray(int[][]::new))
                .annotations(all.stream().map(examples::annotations).toList())
                .build();
    }
}
