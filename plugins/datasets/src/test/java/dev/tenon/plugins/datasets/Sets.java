package dev.tenon.plugins.datasets;

import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.plugins.datasets.digits.UciDigits;
import dev.tenon.testkit.TestDatasetScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** What tests of several data sets need. */
public final class Sets {

    /** The seed of golden digests. */
    public static final long SEED = 2019;

    /** The name of the digits in every scope of these tests. */
    public static final DatasetName DIGITS = new DatasetName("digits");

    private Sets() {}

    /** The built-in digits, divided as by default. */
    public static Examples digits() {
        try {
            return new UciDigits()
                    .load(new TestDatasetScope(SEED, Path.of(""), Map.of()), new UciDigits.Settings(0.15, 0.25));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A scope in which there are digits. */
    public static DatasetScope scope(long seed, Examples digits) {
        return new TestDatasetScope(seed, Path.of(""), Map.of(DIGITS.name(), digits));
    }

    /** A digest of all there is to a set of examples: pixels and targets by their bits, splits, originals, annotations. */
    public static String digest(Examples examples) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, examples.images());
            add(digest, examples.targets());
            StringBuilder text = new StringBuilder()
                    .append(examples.image())
                    .append(examples.kind())
                    .append(examples.names());
            for (Split split : Split.values()) {
                text.append(Arrays.toString(examples.split(split)));
            }
            for (int i = 0; i < examples.size(); i++) {
                text.append(Arrays.toString(examples.sources(i))).append(examples.annotations(i));
            }
            digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(MessageDigest digest, float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length);
        for (float number : numbers) {
            bytes.putInt(Float.floatToRawIntBits(number));
        }
        digest.update(bytes.array());
    }
}
