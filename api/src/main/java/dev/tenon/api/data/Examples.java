package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Examples: named columns of equal length, which splits they belong to, and what is known of their making. The first column is the
 * image; the second is the target that a loss and a metric take unless a file names another. Each column is in memory or is read
 * when it is needed. Arrays are shared, not copied: receivers must not write to them.
 */
public final class Examples {

    /** The name of the first column, unless a data set gives it another. */
    public static final String IMAGE = "image";

    private final List<Column> columns;
    private final int[][] sources;
    private final Map<Split, int[]> splits;
    private final List<List<Annotation>> annotations;

    private Examples(Builder builder) {
        this.columns = List.copyOf(builder.columns);
        this.sources = builder.sources;
        this.splits = new EnumMap<>(builder.splits);
        this.annotations = List.copyOf(builder.annotations);
    }

    /**
     * Starts a set of examples with their images.
     *
     * @param image {@code [height, width, channels]}
     * @param images {@code [n, height, width, channels]}, row-major
     */
    public static Builder of(Shape image, float[] images) {
        return new Builder(Column.image(IMAGE, image, images));
    }

    /** Starts a set of examples with the column that comes first: what a network takes unless a file names another. */
    public static Builder of(Column first) {
        return new Builder(first);
    }

    /** Gathers what makes up a set of examples. */
    public static final class Builder {
        private final List<Column> columns = new ArrayList<>();
        private final int size;
        private int[][] sources;
        private final Map<Split, int[]> splits = new EnumMap<>(Split.class);
        private List<List<Annotation>> annotations = List.of();

        private Builder(Column images) {
            columns.add(images);
            this.size = images.size();
            this.sources = new int[size][];
            for (int i = 0; i < size; i++) {
                sources[i] = new int[] {i};
            }
        }

        /** A further column; the first that is added is the target. */
        public Builder column(Column column) {
            if (column.size() != size) {
                throw new DataException(
                        "column " + column.name() + " has " + column.size() + " rows for " + size + " images");
            }
            if (columns.stream().anyMatch(other -> other.name().equals(column.name()))) {
                throw new DataException("two columns are called " + column.name());
            }
            columns.add(column);
            return this;
        }

        /**
         * One class for each image: the column named "label".
         *
         * @param labels {@code [n]}, indices into the names
         */
        public Builder classes(float[] labels, List<String> classNames) {
            if (labels.length != size) {
                throw new DataException(labels.length + " labels for " + size + " images");
            }
            return column(Column.classes("label", Shape.scalar(), labels, classNames));
        }

        /**
         * Whether each of several labels is present: the column named "signs".
         *
         * @param signs {@code [n, labels]}, +1 or -1
         */
        public Builder signs(float[] signs, List<String> things) {
            if (signs.length != (long) size * things.size()) {
                throw new DataException(signs.length + " signs for " + size + " images of " + things);
            }
            return column(new Column("signs", Targets.SIGNS, Shape.of(things.size()), things, signs));
        }

        /**
         * Any numbers: the column named "numbers".
         *
         * @param numbers {@code [n, names]}
         */
        public Builder numbers(float[] numbers, List<String> numberNames) {
            if (numbers.length != (long) size * numberNames.size()) {
                throw new DataException(numbers.length + " targets for " + size + " images");
            }
            return column(new Column("numbers", Targets.NUMBERS, Shape.of(numberNames.size()), numberNames, numbers));
        }

        /** The images of a split, in order. */
        public Builder split(Split split, int[] indices) {
            splits.put(split, indices.clone());
            return this;
        }

        /**
         * For each image, the originals it was made from, where several share one, as the handwritten digits of a
         * scene; images that share an original belong to one split. Without this, each image is its own original.
         *
         * @param sourcesOfEach {@code [n][any number]}, any numbers that tell one original from another
         */
        public Builder sources(int[][] sourcesOfEach) {
            this.sources = new int[sourcesOfEach.length][];
            for (int i = 0; i < sourcesOfEach.length; i++) {
                sources[i] = sourcesOfEach[i].clone();
            }
            return this;
        }

        /** For each image, what is known to be in it. */
        public Builder annotations(List<List<Annotation>> ofEach) {
            this.annotations = ofEach.stream().map(List::copyOf).toList();
            return this;
        }

        /**
         * The examples.
         *
         * @throws DataException if something is missing or a source is in two splits
         */
        public Examples build() {
            if (columns.size() < 2) {
                throw new DataException("the images have no targets");
            }
            if (sources.length != size || (!annotations.isEmpty() && annotations.size() != size)) {
                throw new DataException("sources and annotations are one for each of " + size + " images");
            }
            checkSplits();
            return new Examples(this);
        }

        private void checkSplits() {
            Map<Integer, Split> splitOf = new HashMap<>();
            splits.forEach((split, indices) -> {
                for (int index : indices) {
                    if (index < 0 || index >= size) {
                        throw new DataException(split + " names image " + index + " of " + size);
                    }
                    for (int source : sources[index]) {
                        Split other = splitOf.putIfAbsent(source, split);
                        if (other != null && other != split) {
                            throw new DataException(
                                    "source image " + source + " is in both " + other + " and " + split);
                        }
                    }
                }
            });
        }
    }

    /** These with other images. */
    public Examples withImages(Shape image, float[] images) {
        return withFirst(Column.image(columns.getFirst().name(), image, images));
    }

    /** These with other images, read when they are needed. */
    public Examples withImages(Shape image, Rows images) {
        return withFirst(Column.image(columns.getFirst().name(), image, images));
    }

    private Examples withFirst(Column first) {
        return with(column -> column.name().equals(first.name()) ? first : column);
    }

    /**
     * These with other columns in the place of theirs.
     *
     * @param other gives for each column, in order, the one in its place, which has as many examples
     */
    public Examples with(UnaryOperator<Column> other) {
        Builder builder = new Builder(other.apply(columns.getFirst()));
        columns.subList(1, columns.size()).forEach(column -> builder.column(other.apply(column)));
        builder.sources = sources;
        builder.splits.putAll(splits);
        builder.annotations = annotations;
        return builder.build();
    }

    /** These with other splits; a split that is not named, or has no examples, is absent. */
    public Examples withSplits(Map<Split, int[]> other) {
        Builder builder = new Builder(columns.getFirst());
        columns.subList(1, columns.size()).forEach(builder::column);
        builder.sources = sources;
        other.forEach((split, indices) -> {
            if (indices.length > 0) {
                builder.split(split, indices);
            }
        });
        builder.annotations = annotations;
        return builder.build();
    }

    /**
     * These with all columns in memory; the same object if they are.
     *
     * @throws DataException if one cannot be read, or has more numbers than one array
     */
    public Examples inMemory() {
        return columns.stream().allMatch(Column::held)
                ? this
                : with(column -> column.held() ? column : column.with(column.values()));
    }

    /** How many examples there are. */
    public int size() {
        return columns.getFirst().size();
    }

    /** All columns: first the images, second the targets. */
    public List<Column> columns() {
        return columns;
    }

    /** The column of a name. */
    public Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The shape of the first column's examples: {@code [height, width, channels]} if it has images. */
    public Shape image() {
        return columns.getFirst().shape();
    }

    /** {@code [n, height, width, channels]}, row-major; all of them are read if they do not are in memory. Not to be written to. */
    public float[] images() {
        return columns.getFirst().values();
    }

    /** The second column. */
    public Column target() {
        return columns.get(1);
    }

    /** What the targets are. */
    public Targets kind() {
        return target().kind();
    }

    /** How many classes, labels or numbers there are. */
    public int units() {
        return target().units();
    }

    /** {@code [n]} for classes, else {@code [n, units]}; with the target's positions between the two, if it has any. Not to be written to. */
    public float[] targets() {
        return target().values();
    }

    /** The name of each class, label or number. */
    public List<String> names() {
        return target().names();
    }

    /** The originals that an image was made from. */
    public int[] sources(int index) {
        return sources[index].clone();
    }

    /** The images of a split, in order; empty if there are none. */
    public int[] split(Split split) {
        int[] indices = splits.get(split);
        return indices == null ? new int[0] : indices.clone();
    }

    /** What is known to be in an image. */
    public List<Annotation> annotations(int index) {
        return annotations.isEmpty() ? List.of() : annotations.get(index);
    }

    /** The pixels of one image, a copy. */
    public float[] pixels(int index) {
        return columns.getFirst().rows(new int[] {index});
    }

    /** The splits that have images. */
    public List<Split> splits() {
        return new ArrayList<>(splits.keySet());
    }
}
