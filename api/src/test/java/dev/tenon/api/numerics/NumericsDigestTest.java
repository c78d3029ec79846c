package dev.tenon.api.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Golden digests of every rule's results on fixed inputs. They are what "numerics 1" is: runs that people have kept depend
 * on them. Should one have to change, that is a new {@link Contract#VERSION}, with digests of its own beside these.
 */
final class NumericsDigestTest {
    private static final int CASES = 50_000;

    @Test
    void versionOne() {
        assertEquals(1, Contract.VERSION);
        String expected = """
        exp cc554e8fae792932
        log c55b1242641fb86e
        tanh cfb66a24f91e7742
        sigmoid 8c79e5028f6087f8
        sqrt dd2ff4accb1de9b8
        relu 6a48efadfcdb22a9
        max 7402859742886bd3
        min 5d662978753dae5a
        uniform 598407b003f520c3
        chain d08fdfd58ffaca73
        sequence 72bf9fd82482e084
        lanes 110e11e98d6139f8
        maxima 5ac56091366345fb
        gaussian 7c24b494725a64c3
        integer e0066c27983b3a6b
        """;
        StringBuilder actual = new StringBuilder();
        add(actual, "exp", i -> Exp.exp(anyFloat(i)));
        add(actual, "log", i -> Log.log(anyFloat(i)));
        add(actual, "tanh", i -> Tanh.tanh(anyFloat(i)));
        add(actual, "sigmoid", i -> Elementwise.sigmoid(moderate(i)));
        add(actual, "sqrt", i -> Elementwise.sqrt(anyFloat(i)));
        add(actual, "relu", i -> Elementwise.relu(anyFloat(i)));
        add(actual, "max", i -> Elementwise.max(anyFloat(i), anyFloat(i + CASES)));
        add(actual, "min", i -> Elementwise.min(anyFloat(i), anyFloat(i + CASES)));
        add(actual, "uniform", i -> Philox.uniform(StreamKey.of(i % 7, "digest"), i % 5, i));
        float[] a = vector("a");
        float[] b = vector("b");
        add(actual, "chain", 700, n -> Chain.dot(a, n % 9, 1 + n % 3, b, n % 5, 1, n));
        add(actual, "sequence", 700, n -> Sums.sequence(a, n % 9, 1 + n % 3, n));
        add(actual, "lanes", 10_000, 97, n -> Sums.lanes(a, n % 9, n));
        add(actual, "maxima", 9_000, 97, n -> Maxima.lanes(b, n % 9, n + 1));
        var stream = new RandomStream(20, "digest", 1);
        add(actual, "gaussian", i -> (float) stream.nextGaussian());
        add(actual, "integer", i -> (float) stream.nextInt(1 + i));
        assertEquals(expected, actual.toString());
    }

    /** Floats of every exponent and sign, NaN and infinity among them. */
    private static float anyFloat(int i) {
        return Float.intBitsToFloat(Philox.word(1L, 0, i));
    }

    private static float moderate(int i) {
        return (Philox.uniform(2L, 0, i) - 0.5f) * 64f;
    }

    private static float[] vector(String name) {
        float[] x = new float[12_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (Philox.uniform(StreamKey.of(0, name), 0, i) - 0.5f) * 8f;
        }
        return x;
    }

    private static void add(StringBuilder lines, String name, IntFunction<Float> op) {
        add(lines, name, CASES, 1, op);
    }

    private static void add(StringBuilder lines, String name, int limit, IntFunction<Float> op) {
        add(lines, name, limit, 1, op);
    }

    private static void add(StringBuilder lines, String name, int limit, int stride, IntFunction<Float> op) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (int i = 0; i < limit; i += stride) {
            digest.update(ByteBuffer.allocate(4).putInt(0, Float.floatToIntBits(op.apply(i))));
        }
        lines.append(name)
                .append(' ')
                .append(HexFormat.of().formatHex(digest.digest(), 0, 8))
                .append('\n');
    }
}
