package dev.tenon.plugins.datasets.table;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.folder.Damaged;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Division;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A table with an image in each row: pixels in columns, or the name of a PNG, JPEG or TIFF file, which is decoded when it is needed (see {@link
 * dev.tenon.plugins.datasets.folder.ImageFolder}). Pixels stand row by row; without a size they are no image but a row of
 * numbers, so that tables of measurements can be learned from too. The target is the column {@code label}, or {@code numbers} if no label is
 * named.
 */
@Type("csv")
@Describe("a CSV file with a row for each image: its pixels in columns, or the name of its file; its class or "
        + "numbers; optionally its split and group")
public final class Csv implements Dataset<CsvSettings> {

    @Override
    public Class<CsvSettings> settings() {
        return CsvSettings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, CsvSettings settings, List<Path> files, Shape image) {
        return settings.image().isPresent()
                ? Pictures.like(scope, files, image, settings.size(), settings.mostPixels())
                : Optional.empty();
    }

    @Override
    public Examples load(DatasetScope scope, CsvSettings settings) throws IOException {
        CsvFile table = sound(scope, settings, CsvFile.of(scope.read(settings.file()), settings.file()));
        Optional<Column> labels = settings.label().map(name -> labels(table, name, settings.names()));
        Optional<Column> numbers =
                settings.numbers().isEmpty() ? Optional.empty() : Optional.of(numbers(table, settings.numbers()));
        List<Split> splits = splits(table, settings.split());
        Optional<int[]> groups = settings.group().map(name -> groups(table, name, splits));
        Examples.Builder examples = Examples.of(
                settings.image().isPresent()
                        ? files(scope, settings, table, settings.image().get())
                        : pixels(settings, table));
        labels.ifPresent(examples::column);
        numbers.ifPresent(examples::column);
        groups.ifPresent(each -> examples.sources(
                IntStream.of(each).mapToObj(group -> new int[] {group}).toArray(int[][]::new)));
        Division.addTo(
                examples,
                splits,
                labels.map(Column::values).orElseGet(() -> new float[table.size()]),
                groups.orElse(null),
                settings.validation(),
                settings.test(),
                scope.split("csv/split"));
        return examples.build();
    }

    /** The rows whose pictures can be read, if others are to be left out. */
    private static CsvFile sound(DatasetScope scope, CsvSettings settings, CsvFile table) {
        return settings.damaged() == Damaged.REFUSE || settings.image().isEmpty()
                ? table
                : table.only(Pictures.sound(
                        scope,
                        files(settings, table, settings.image().get()),
                        settings.channels(),
                        settings.mostPixels()));
    }

    private static Column files(DatasetScope scope, CsvSettings settings, CsvFile table, String name)
            throws IOException {
        Pictures pictures = Pictures.of(
                scope, files(settings, table, name), settings.size(), settings.channels(), settings.mostPixels());
        return Column.image(Examples.IMAGE, pictures.shape(), pictures);
    }

    private static List<Path> files(CsvSettings settings, CsvFile table, String name) {
        int column = table.column("image", name);
        Path folder = Optional.ofNullable(settings.file().getParent()).orElse(Path.of(""));
        Map<Path, Integer> rows = new HashMap<>();
        List<Path> files = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            String text = table.text(row, column);
            if (text.isEmpty()) {
                throw new DataException(table.where(row, column) + "is empty; it names the image's file");
            }
            Path file;
            try {
                file = folder.resolve(text);
            } catch (InvalidPathException e) {
                throw new DataException(
                        table.where(row, column) + "is \"" + text + "\", which cannot be a file's name", e);
            }
            Integer before = rows.putIfAbsent(file.normalize(), row);
            if (before != null) {
                throw new DataException(table.where(row, column) + "names " + text + " again, as line "
                        + table.rows().get(before).getStartingLineNumber() + " does; give each image one row");
            }
            files.add(file);
        }
        return files;
    }

    private static Column pixels(CsvSettings settings, CsvFile table) {
        List<String> used = settings.used();
        int[] columns = IntStream.range(0, table.names().size())
                .filter(column -> !used.contains(table.names().get(column)))
                .toArray();
        int wanted = settings.size()
                .map(size -> Math.multiplyExact(Math.multiplyExact(size.height(), size.width()), settings.channels()))
                .orElse(columns.length);
        if (columns.length == 0 || columns.length != wanted) {
            throw new DataException(table.path() + " has " + columns.length
                    + " columns that nothing else names, but " + (columns.length == 0 ? "pixels" : wanted + " pixels")
                    + " are needed; name those that are something else, or say image: COLUMN if there are files");
        }
        float[] pixels = new float[Math.multiplyExact(table.size(), columns.length)];
        int next = 0;
        for (int row = 0; row < table.size(); row++) {
            for (int column : columns) {
                pixels[next++] = (float) (table.number(row, column, false) / settings.scale());
            }
        }
        return settings.size()
                .map(size -> Column.image(
                        Examples.IMAGE, Shape.of(size.height(), size.width(), settings.channels()), pixels))
                .orElseGet(() -> new Column(
                        Examples.IMAGE,
                        Targets.NUMBERS,
                        Shape.of(columns.length),
                        IntStream.of(columns).mapToObj(table.names()::get).toList(),
                        pixels));
    }

    private static Column labels(CsvFile table, String name, List<String> given) {
        int column = table.column("label", name);
        Set<String> occurring = new TreeSet<>();
        for (int row = 0; row < table.size(); row++) {
            String label = table.text(row, column);
            if (!label.isEmpty() && occurring.add(label) && !given.isEmpty() && !given.contains(label)) {
                throw new DataException(
                        table.where(row, column) + "is \"" + label + "\", which is not among names: " + given);
            }
        }
        List<String> names = given.isEmpty() ? sorted(occurring) : given;
        if (names.size() < 2) {
            throw new DataException(table.path() + ": column " + name + " has "
                    + (names.isEmpty() ? "no class" : "one class, " + names.getFirst()) + "; at least two are needed");
        }
        Map<String, Integer> numbers = new HashMap<>();
        names.forEach(each -> numbers.put(each, numbers.size()));
        float[] labels = new float[table.size()];
        for (int row = 0; row < labels.length; row++) {
            Integer label = numbers.get(table.text(row, column));
            labels[row] = label == null ? Float.NaN : label;
        }
        return Column.classes("label", Shape.scalar(), labels, names);
    }

    private static List<String> sorted(Set<String> occurring) {
        boolean whole = occurring.stream().allMatch(label -> label.matches("-?[0-9]{1,9}"));
        return whole
                ? occurring.stream()
                        .sorted(Comparator.<String>comparingInt(Integer::parseInt)
                                .thenComparing(label -> label))
                        .toList()
                : List.copyOf(occurring);
    }

    private static Column numbers(CsvFile table, List<String> names) {
        int[] columns =
                names.stream().mapToInt(name -> table.column("numbers", name)).toArray();
        float[] numbers = new float[table.size() * columns.length];
        int next = 0;
        for (int row = 0; row < table.size(); row++) {
            for (int column : columns) {
                numbers[next++] = table.number(row, column, true);
            }
        }
        return new Column("numbers", Targets.NUMBERS, Shape.of(columns.length), names, numbers);
    }

    private static List<Split> splits(CsvFile table, Optional<String> name) {
        List<Split> splits = new ArrayList<>();
        int column = name.isPresent() ? table.column("split", name.get()) : -1;
        for (int row = 0; row < table.size(); row++) {
            int at = row;
            splits.add(
                    column < 0
                            ? Split.TRAIN
                            : Division.named(table.text(row, column))
                                    .orElseThrow(() -> new DataException(table.where(at, column) + "is \""
                                            + table.text(at, column) + "\"; it says train, validation or test")));
        }
        if (!splits.contains(Split.TRAIN)) {
            throw new DataException(table.path() + " has no row whose split is train");
        }
        return splits;
    }

    /** The group of each image, none of them in two splits. */
    private static int[] groups(CsvFile table, String name, List<Split> splits) {
        int column = table.column("group", name);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        List<Integer> firsts = new ArrayList<>();
        int[] groups = new int[table.size()];
        for (int row = 0; row < groups.length; row++) {
            String group = table.text(row, column);
            if (group.isEmpty()) {
                throw new DataException(table.where(row, column)
                        + "is empty; give each image a group, its own if it belongs to no other");
            }
            groups[row] = numbers.computeIfAbsent(group, key -> numbers.size());
            if (groups[row] == firsts.size()) {
                firsts.add(row);
            }
            int first = firsts.get(groups[row]);
            if (splits.get(first) != splits.get(row)) {
                throw new DataException(table.where(row, column) + "has " + group
                        + ", which is in another split in line "
                        + table.rows().get(first).getStartingLineNumber() + "; give all images of a group one split");
            }
        }
        return groups;
    }
}
