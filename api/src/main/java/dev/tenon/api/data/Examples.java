package dev.tenon.api.data;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled images, held in memory. Arrays are shared, not copied: who gets examples does not write to them.
 */
public final class Examples {

    private final Shape image;
    private final float[] images;
    private final Targets kind;
    private final int units;
    private final float[] targets;
    private final List<String> names;
    private final int[][] sources;
    private final Map<Split, int[]> splits;
    private final List<List<Annotation>> annotations;

    private Examples(Builder builder) {
        this.image = builder.image;
        this.images = builder.images;
        this.kind = builder.kind;
        this.units = builder.units;
        this.targets = builder.targets;
        this.names = List.copyOf(builder.names);
        this.sources = builder.sources;
        this.splits = new EnumMap<>(builder.splits);
        this.annotations = List.copyOf(builder.annotations);
    }

    /**
     * Starts a set of examples.
     *
     * @param image {@code [height, width, channels]}
     * @param images {@code [n, height, width, channels]}, row-major
     */
    public static Builder of(Shape image, float[] images) {
        return new Builder(image, images);
    }

    /** Gathers what makes up a set of examples. */
    public static final class Builder {
        private final Shape image;
        private final float[] images;
        private final int size;
        private Targets kind = Targets.NUMBERS;
        private int units;
        private float[] targets = new float[0];
        private List<String> names = List.of();
        private int[][] sources;
        private final Map<Split, int[]> splits = new EnumMap<>(Split.class);
        private List<List<Annotation>> annotations = List.of();

        private Builder(Shape image, float[] images) {
            if (image.rank() != 3 || images.length % image.size() != 0 || images.length == 0) {
                throw new DataException(images.length + " numbers are no images of [height, width, channels] " + image);
            }
            this.image = image;
            this.images = images;
            this.size = images.length / image.size();
            this.sources = new int[size][];
            for (int i = 0; i < size; i++) {
                sources[i] = new int[] {i};
            }
        }

        /**
         * One class for each image.
         *
         * @param labels {@code [n]}, indices into the names
         */
        public Builder classes(float[] labels, List<String> classNames) {
            if (labels.length != size) {
                throw new DataException(labels.length + " labels for " + size + " images");
            }
            for (float label : labels) {
                if (label < 0 || label >= classNames.size() || label != (int) label) {
                    throw new DataException(
                            "label " + label + " is no index into the " + classNames.size() + " classes");
                }
            }
            this.kind = Targets.CLASSES;
            this.units = classNames.size();
            this.targets = labels;
            this.names = classNames;
            return this;
        }

        /**
         * Whether each of several things is present.
         *
         * @param signs {@code [n, things]}, +1 or -1
         */
        public Builder signs(float[] signs, List<String> things) {
            if (signs.length != (long) size * things.size()) {
                throw new DataException(signs.length + " signs for " + size + " images of " + things);
            }
            for (float sign : signs) {
                if (Math.abs(sign) != 1f) {
                    throw new DataException("a sign is +1 or -1, not " + sign);
                }
            }
            this.kind = Targets.SIGNS;
            this.units = things.size();
            this.targets = signs;
            this.names = things;
            return this;
        }

        /**
         * Any numbers.
         *
         * @param numbers {@code [n, names]}
         */
        public Builder numbers(float[] numbers, List<String> numberNames) {
            if (numbers.length != (long) size * numberNames.size()) {
                throw new DataException(numbers.length + " targets for " + size + " images");
            }
            this.kind = Targets.NUMBERS;
            this.units = numberNames.size();
            this.targets = numbers;
            this.names = numberNames;
            return this;
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
            if (targets.length == 0) {
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

    /** How many images there are. */
    public int size() {
        return images.length / image.size();
    }

    /** {@code [height, width, channels]}. */
    public Shape image() {
        return image;
    }

    /** {@code [n, height, width, channels]}, row-major. Not to be written to. */
    public float[] images() {
        return images;
    }

    /** What the targets are. */
    public Targets kind() {
        return kind;
    }

    /** How many classes, things or numbers there are. */
    public int units() {
        return units;
    }

    /** {@code [n]} for classes, else {@code [n, units]}. Not to be written to. */
    public float[] targets() {
        return targets;
    }

    /** The name of each class, thing or number. */
    public List<String> names() {
        return names;
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
        return Arrays.copyOfRange(images, index * image.size(), (index + 1) * image.size());
    }

    /** The splits that have images. */
    public List<Split> splits() {
        return new ArrayList<>(splits.keySet());
    }
}
