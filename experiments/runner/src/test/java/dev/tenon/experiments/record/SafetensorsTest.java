package dev.tenon.experiments.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.experiments.run.NamedTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {

    private static byte[] written(NamedTensor... tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Safetensors.write(out, List.of(tensors));
        return out.toByteArray();
    }

    private static List<NamedTensor> read(byte[] bytes) {
        return Safetensors.read("w.safetensors", MemorySegment.ofArray(bytes));
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    @Test
    void whatIsWrittenReadsBackToTheBit() throws IOException {
        float[] odd = {-0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY, 1f / 3f};
        float[] large = new float[40_001];
        for (int i = 0; i < large.length; i++) {
            large[i] = i * 0.37f;
        }
        List<NamedTensor> back = read(written(
                new NamedTensor("z/\"quoted\"/ü", Shape.of(5), odd),
                new NamedTensor("b", Shape.of(1, 40_001), large),
                new NamedTensor("a", Shape.scalar(), new float[] {7f})));
        assertEquals(
                List.of("a", "b", "z/\"quoted\"/ü"),
                back.stream().map(NamedTensor::name).toList());
        assertEquals(Shape.scalar(), back.get(0).shape());
        assertEquals(Shape.of(1, 40_001), back.get(1).shape());
        assertArrayEquals(large, back.get(1).values());
        for (int i = 0; i < odd.length; i++) {
            assertEquals(
                    Float.floatToRawIntBits(odd[i]),
                    Float.floatToRawIntBits(back.get(2).values()[i]));
        }
    }

    @Test
    void whatIsNotANumberHasOnePattern() throws IOException {
        float[] odd = {Float.intBitsToFloat(0xffc0_0000), Float.intBitsToFloat(0x7f80_0001), Float.NaN};
        float[] one = {Float.NaN, Float.NaN, Float.NaN};
        assertArrayEquals(
                written(new NamedTensor("a", Shape.of(3), one)), written(new NamedTensor("a", Shape.of(3), odd)));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        byte[] bytes = written(
                new NamedTensor("b", Shape.of(1), new float[] {2f}),
                new NamedTensor("a", Shape.of(2, 1), new float[] {1f, -1f}));
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded);
        expected.put((header + " ".repeat(padded - header.length())).getBytes(StandardCharsets.UTF_8));
        expected.putFloat(1f).putFloat(-1f).putFloat(2f);
        assertArrayEquals(expected.array(), bytes);
        assertEquals(0, (bytes.length - 12) % 8);
    }

    @Test
    void orderOfWritingDoesNotMatter() throws IOException {
        NamedTensor a = new NamedTensor("a", Shape.of(1), new float[] {1f});
        NamedTensor b = new NamedTensor("b", Shape.of(1), new float[] {2f});
        assertArrayEquals(written(a, b), written(b, a));
        assertThrows(IllegalArgumentException.class, () -> written(a, a));
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        byte[] whole = written(
                new NamedTensor("a", Shape.of(3), new float[] {1f, 2f, 3f}),
                new NamedTensor("b", Shape.of(2), new float[] {4f, 5f}));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            BundleException e = assertThrows(BundleException.class, () -> read(cut), () -> "at " + cut.length);
            assertTrue(e.getMessage().startsWith("w.safetensors"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}             | 8 | dtype F16
            {"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}             | 8 | 12 bytes
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}             | 8 | data_offsets
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}            | 8 | data_offsets
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}           | 8 | data_offsets
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}} | 8 | a whole number
            {"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}             | 0 | is not a shape
            {"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}            | 8 | is not a shape
            {"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,8]}}   | 8 | is not a shape
            {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}} | 0 | is not a shape
            {"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}           | 8 | a whole number
            {"a":{"dtype":"F32","shape":"2","data_offsets":[0,8]}}             | 8 | a list
            {"a":{"shape":[2],"data_offsets":[0,8]}}                           | 8 | dtype
            {"a":{"dtype":"F32","data_offsets":[0,8]}}                         | 8 | shape
            {"a":{"dtype":"F32","shape":[2]}}                                  | 8 | data_offsets
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} | 8 | overlaps
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}} | 12 | belong to no tensor
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}             | 8 | belong to no tensor
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}             | 8 | belong to no tensor
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}             | 4 | cut off
            {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | 4 | Duplicate
            [1,2]                                                              | 0 | an object
            {"a":1}                                                            | 0 | dtype
            {"a":                                                              | 0 | is not JSON
            {} {}                                                              | 0 | is not JSON
            """)
    void hostileHeadersAreRefused(String header, int dataBytes, String message) {
        BundleException e = assertThrows(BundleException.class, () -> read(file(header, dataBytes)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void absurdHeaderLengthsAreRefused() {
        for (long length : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_001}) {
            byte[] bytes = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertTrue(assertThrows(BundleException.class, () -> read(bytes))
                    .getMessage()
                    .contains("header"));
        }
    }

    @Test
    void filesOfOtherProgramsAreRead() {
        byte[] bytes = file(
                "{\"__metadata__\":{\"format\":\"pt\"},\"w\":{\"data_offsets\":[0,4],\"shape\":[],\"dtype\":\"F32\"}}   ",
                4);
        List<NamedTensor> tensors = read(bytes);
        assertEquals("w", tensors.getFirst().name());
        assertEquals(Shape.scalar(), tensors.getFirst().shape());
    }
}
