package dev.tenon.layers.initializers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A seed gives these bits on every machine. A change here changes the results of experiments that were recorded, and so
 * needs a new version of the framework.
 */
final class GoldenTest {

    static Stream<Arguments> initializers() {
        Shape kernel = Shape.of(5, 5, 3, 16);
        return Stream.of(
                Arguments.of(new GlorotNormal(), new NoSettings(), kernel, "38407097bf191be2"),
                Arguments.of(new GlorotUniform(), new NoSettings(), kernel, "1f4f78ce5847829d"),
                Arguments.of(new HeNormal(), new NoSettings(), kernel, "33db17ea9600544c"),
                Arguments.of(new HeUniform(), new NoSettings(), kernel, "d5aed8ef86b118dd"),
                Arguments.of(new LecunNormal(), new NoSettings(), kernel, "836b40854543de07"),
                Arguments.of(new Normal(), new Normal.Settings(0, 0.05), kernel, "4c240c27b55fde96"),
                Arguments.of(new Uniform(), new Uniform.Settings(-0.05, 0.05), kernel, "4f80c9bec9f5b22a"),
                Arguments.of(new Orthogonal(), new Orthogonal.Settings(1), kernel, "4e8e8a0c17315911"),
                Arguments.of(new Orthogonal(), new Orthogonal.Settings(1), Shape.of(100, 784), "3de6e166fe08f48d"),
                Arguments.of(new Orthogonal(), new Orthogonal.Settings(1), Shape.of(700, 512), "5a6029f5a52ef418"));
    }

    @ParameterizedTest
    @MethodSource("initializers")
    <S extends Record> void bits(Initializer<S> initializer, S settings, Shape shape, String expected) {
        assertEquals(expected, digest(initializer.values(settings, shape, new RandomStream(7, "w"))));
    }

    private static String digest(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
