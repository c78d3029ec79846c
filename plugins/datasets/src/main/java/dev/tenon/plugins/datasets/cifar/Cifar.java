package dev.tenon.plugins.datasets.cifar;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.arrays.JoinedRows;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Division;
import dev.tenon.plugins.datasets.split.Shares;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CIFAR-10 and CIFAR-100 in their binary version (A. Krizhevsky, <i>Learning multiple layers of features from tiny images</i>, 2009): for
 * each image its label in one byte (CIFAR-100: the coarse and the fine one), then 1024 bytes each of red, green and blue. Pixels are
 * divided by 255.
 */
@Type("cifar")
@Describe("CIFAR-10 or CIFAR-100, the binary version: 32 x 32 pixels in colour, from 0 to 1")
public final class Cifar implements Dataset<Cifar.Settings> {

    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final List<String> NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    /** Which of the two. */
    public enum Kind {
        /** A label of ten classes. */
        CIFAR_10(1, 10),
        /** A label of twenty classes, and one of a hundred: the target. */
        CIFAR_100(2, 100);

        private final int labels;
        private final int classes;

        Kind(int labels, int classes) {
            this.labels = labels;
            this.classes = classes;
        }

        private int bytes() {
            return labels + 3 * PLANE;
        }
    }

    /** What a user sets. */
    public record Settings(
            @Describe("which set: cifar-10, or cifar-100 with its coarse and fine labels") @Default("cifar-10")
            Kind kind,

            @Describe("the files of training images, such as [data_batch_1.bin, ...] or [train.bin]")
            List<Path> files,

            @Describe(
                    "the files of test images, such as [test_batch.bin] or [test.bin] (default: a fraction of the training images)")
            @Default("[]")
            List<Path> testFiles,

            @Describe("the names of classes, in the order of labels (default: those of CIFAR-10, or numbers)")
            @Default("[]")
            List<String> names,

            @Describe("fraction of each class's images that is used for validation")
            @Default("0.1")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each class's images that is used for testing, if there are no test files")
            @Default("0.2")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            files = List.copyOf(files);
            testFiles = List.copyOf(testFiles);
            names = List.copyOf(names);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("files is empty; name the files of training images");
            }
            List<Path> all = Stream.concat(files.stream(), testFiles.stream()).toList();
            if (all.stream().distinct().count() < all.size()) {
                throw new IllegalArgumentException("a file is named twice among files and test-files");
            }
            if (!names.isEmpty() && names.size() != kind.classes) {
                throw new IllegalArgumentException(
                        "names gives " + names.size() + " names for " + kind.classes + " classes");
            }
            Shares.check(validation, testFiles.isEmpty() ? test : 0);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Kind kind = settings.kind();
        List<Rows> pixels = new ArrayList<>();
        List<float[]> fine = new ArrayList<>();
        List<float[]> coarse = new ArrayList<>();
        for (Path file : Stream.concat(settings.files().stream(), settings.testFiles().stream())
                .toList()) {
            MemorySegment bytes = read(scope, file, kind);
            int count = Math.toIntExact(bytes.byteSize() / kind.bytes());
            pixels.add(Rows.of(count, (index, into, at) -> image(bytes, kind, index, into, at)));
            fine.add(labels(bytes, kind, kind.labels - 1, kind.classes, file));
            coarse.add(labels(bytes, kind, 0, kind == Kind.CIFAR_100 ? 20 : 10, file));
        }
        float[] labels = joined(fine);
        Examples.Builder examples = Examples.of(
                        Column.image(Examples.IMAGE, Shape.of(SIDE, SIDE, 3), new JoinedRows(pixels)))
                .classes(labels, names(settings));
        if (kind == Kind.CIFAR_100) {
            examples.column(Column.classes("coarse", Shape.scalar(), joined(coarse), numbers(20)));
        }
        int training = fine.subList(0, settings.files().size()).stream()
                .mapToInt(each -> each.length)
                .sum();
        Division.addTo(
                examples,
                Division.trainThenTest(training, labels.length),
                labels,
                null,
                settings.validation(),
                settings.test(),
                scope.split("cifar/split"));
        return examples.build();
    }

    private static MemorySegment read(DatasetScope scope, Path file, Kind kind) throws IOException {
        MemorySegment bytes = scope.open(file);
        if (bytes.byteSize() == 0 || bytes.byteSize() % kind.bytes() != 0) {
            Kind other = kind == Kind.CIFAR_10 ? Kind.CIFAR_100 : Kind.CIFAR_10;
            boolean fits = bytes.byteSize() > 0 && bytes.byteSize() % other.bytes() == 0;
            throw new DataException(file + " has " + bytes.byteSize() + " bytes, not a whole number of images of "
                    + kind.bytes() + "; "
                    + (fits
                            ? "is it the other kind? write kind: " + (other == Kind.CIFAR_10 ? "cifar-10" : "cifar-100")
                            : "it is cut off or not of the binary version: fetch it again"));
        }
        return bytes;
    }

    private static void image(MemorySegment bytes, Kind kind, int index, float[] into, int at) {
        byte[] image = new byte[3 * PLANE];
        MemorySegment.copy(
                bytes, ValueLayout.JAVA_BYTE, (long) index * kind.bytes() + kind.labels, image, 0, image.length);
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int colour = 0; colour < 3; colour++) {
                into[at + 3 * pixel + colour] = (image[colour * PLANE + pixel] & 0xff) / 255f;
            }
        }
    }

    private static float[] labels(MemorySegment bytes, Kind kind, int place, int classes, Path file) {
        float[] labels = new float[Math.toIntExact(bytes.byteSize() / kind.bytes())];
        for (int i = 0; i < labels.length; i++) {
            int label = bytes.get(ValueLayout.JAVA_BYTE, (long) i * kind.bytes() + place) & 0xff;
            if (label >= classes) {
                throw new DataException(file + ": image " + i + " has the label " + label + ", but there are " + classes
                        + " classes; is it a file of " + (kind == Kind.CIFAR_10 ? "CIFAR-10" : "CIFAR-100")
                        + ", the binary version?");
            }
            labels[i] = label;
        }
        return labels;
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int next = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, next, part.length);
            next += part.length;
        }
        return all;
    }

    private static List<String> names(Settings settings) {
        if (!settings.names().isEmpty()) {
            return settings.names();
        }
        return settings.kind() == Kind.CIFAR_10 ? NAMES : numbers(settings.kind().classes);
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
