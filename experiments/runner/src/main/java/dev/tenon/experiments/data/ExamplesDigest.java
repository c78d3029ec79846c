package dev.tenon.experiments.data;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.experiments.digest.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/** A digest of all there is to a set of examples. */
final class ExamplesDigest {

    private static final int BLOCK = 1 << 14;

    private ExamplesDigest() {}

    /** Gives the numbers of a column, in order, in one part or several. */
    interface Numbers {
        void of(Column column, Consumer<float[]> digest) throws IOException;
    }

    /**
     * The SHA-256 of all columns by their bits, names, splits, sources and annotations: the same whether a column lies in memory or is
     * read.
     */
    static String of(Examples examples, Numbers numbers) throws IOException {
        MessageDigest digest = Digests.start();
        for (Column column : examples.columns()) {
            numbers.of(column, part -> add(digest, part));
            add(digest, column.name() + " " + column.shape() + " " + column.kind() + " " + column.names());
        }
        for (Split split : Split.values()) {
            add(digest, split + Arrays.toString(examples.split(split)));
        }
        for (int i = 0; i < examples.size(); i++) {
            add(digest, Arrays.toString(examples.sources(i)) + examples.annotations(i));
        }
        return Digests.text(digest);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void add(MessageDigest digest, float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * BLOCK);
        for (int from = 0; from < numbers.length; from += BLOCK) {
            int count = Math.min(BLOCK, numbers.length - from);
            bytes.asFloatBuffer().put(numbers, from, count);
            digest.update(bytes.array(), 0, Float.BYTES * count);
        }
    }
}
