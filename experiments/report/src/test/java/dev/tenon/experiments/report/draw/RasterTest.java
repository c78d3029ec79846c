package dev.tenon.experiments.report.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.numerics.RandomStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

final class RasterTest {

    @Test
    void whatIsCompressedComesBack() throws DataFormatException {
        for (int length : new int[] {0, 1, 2, 3, 4, 257, 258, 259, 5000, 100_000}) {
            RandomStream random = new RandomStream(length, "bytes");
            byte[] noise = new byte[length];
            byte[] few = new byte[length];
            for (int i = 0; i < length; i++) {
                noise[i] = (byte) random.nextWord();
                few[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt(3) : i / 700);
            }
            assertArrayEquals(noise, inflate(Deflate.zlib(noise), length));
            assertArrayEquals(few, inflate(Deflate.zlib(few), length));
            assertArrayEquals(new byte[length], inflate(Deflate.zlib(new byte[length]), length));
        }
    }

    /** Matches from every distance up to the window's end and just beyond, of every length. */
    @Test
    void everyDistanceAndLengthComesBack() throws DataFormatException {
        RandomStream random = new RandomStream(5, "distances");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] noise = new byte[70_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) random.nextWord();
        }
        data.writeBytes(noise);
        for (int length = 3; length < 300; length++) {
            byte[] so = data.toByteArray();
            int distance = length + random.nextInt(33_000);
            data.write(so, so.length - distance, length);
            data.write(random.nextWord());
        }
        byte[] all = data.toByteArray();
        assertArrayEquals(all, inflate(Deflate.zlib(all), all.length));
    }

    @Test
    void repetitionGetsSmall() {
        assertTrue(Deflate.zlib(new byte[100_000]).length < 1000);
    }

    @Test
    void aPngHoldsItsPixels() throws DataFormatException {
        Raster raster = new Raster(3, 2);
        raster.set(0, 0, 0x112233);
        raster.set(1, 2, 0xfffefd);
        ByteBuffer png = ByteBuffer.wrap(raster.png());
        assertEquals(0x89504e470d0a1a0aL, png.getLong());
        byte[] header = chunk(png, "IHDR");
        assertArrayEquals(new byte[] {0, 0, 0, 3, 0, 0, 0, 2, 8, 6, 0, 0, 0}, header);
        byte[] lines = inflate(chunk(png, "IDAT"), 2 * 13);
        assertArrayEquals(
                new byte[] {0, 0x11, 0x22, 0x33, -1, 0, 0, 0, 0, 0, 0, 0, 0}, Arrays.copyOfRange(lines, 0, 13));
        assertArrayEquals(new byte[] {-1, -2, -3, -1}, Arrays.copyOfRange(lines, 22, 26));
        assertEquals(0, chunk(png, "IEND").length);
        assertEquals(0, png.remaining());
    }

    private static byte[] chunk(ByteBuffer png, String name) {
        byte[] data = new byte[png.getInt()];
        byte[] type = new byte[4];
        png.get(type).get(data);
        assertEquals(name, new String(type, java.nio.charset.StandardCharsets.US_ASCII));
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(data);
        assertEquals((int) crc.getValue(), png.getInt());
        return data;
    }

    /** Inflates, and checks that the stream ends where the data do: the JDK checks its checksum. */
    private static byte[] inflate(byte[] zlib, int length) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(zlib);
            byte[] data = new byte[length + 1];
            int got = 0;
            int now;
            do {
                now = inflater.inflate(data, got, data.length - got);
                got += now;
            } while (now > 0);
            assertTrue(inflater.finished());
            assertEquals(0, inflater.getRemaining());
            return Arrays.copyOf(data, got);
        } finally {
            inflater.end();
        }
    }
}
