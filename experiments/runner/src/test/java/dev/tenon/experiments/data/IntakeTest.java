package dev.tenon.experiments.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IntakeTest {

    private static final int COUNT = 3000;

    /** Enough numbers for several blocks; image 2999 is image 5 again. */
    private static Examples examples() {
        RandomStream random = new RandomStream(3, "intake");
        Shape image = Shape.of(30, 25, 1);
        float[] images = new float[COUNT * image.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat();
        }
        System.arraycopy(images, 5 * image.size(), images, (COUNT - 1) * image.size(), image.size());
        float[] mask = new float[COUNT * image.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextInt(2);
        }
        mask[7] = Float.NaN;
        float[] labels = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            labels[i] = i % 3;
        }
        return Examples.of(image, images)
                .classes(labels, List.of("a", "b", "c"))
                .column(Column.classes("mask", Shape.of(30, 25), mask, List.of("ground", "ink")))
                .split(Split.TRAIN, IntStream.range(0, 2000).toArray())
                .split(Split.TEST, IntStream.range(2000, COUNT).toArray())
                .build();
    }

    @Test
    void theDigestIsTheSameWhereverNumbersLie() throws IOException {
        Examples examples = examples();
        String sha256 = Intake.of(examples, 0).sha256();
        Examples unheld = examples.with(Unheld::of);
        for (long room : new long[] {0, 10_000_000, 100_000_000}) {
            Intake intake = Intake.of(unheld, room);
            assertEquals(sha256, intake.sha256(), "room " + room);
            assertTrue(intake.bytes() <= room, intake.bytes() + " of " + room);
            for (Column column : intake.examples().columns()) {
                assertArrayEquals(
                        examples.column(column.name()).orElseThrow().values(), column.values(), column.name());
                assertEquals(column.name().equals("mask"), column.unknowns(), column.name());
            }
        }
        assertTrue(Intake.of(unheld, 100_000_000).examples().columns().stream().allMatch(Column::held));
        assertFalse(Intake.of(unheld, 100_000_000 / 10).examples().columns().stream()
                .allMatch(Column::held));
        assertEquals(0, Intake.of(examples, 0).bytes(), "what lies in memory stays there");
    }

    /** Pixels of files are bytes over 255, and stay bytes; a single other number keeps floats. */
    @Test
    void pixelsAreKeptAsBytes() throws IOException {
        Shape image = Shape.of(30, 25, 1);
        float[] pixels = new float[COUNT * image.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 31 % 256) / 255f;
        }
        Examples examples = examples().withImages(image, Rows.of(image, pixels));
        String sha256 = Intake.of(examples, 0).sha256();
        Examples unheld = examples.with(Unheld::of);
        Intake intake = Intake.of(unheld, 100_000_000);
        assertEquals(sha256, intake.sha256());
        Column kept = intake.examples().columns().getFirst();
        assertTrue(kept.source() instanceof ByteRows, "as bytes");
        assertEquals(pixels.length + 4L * (COUNT + pixels.length), intake.bytes(), "beside a mask and labels");
        assertArrayEquals(pixels, kept.values());
        assertFalse(kept.unknowns());
        assertTrue(
                Intake.of(unheld, pixels.length).examples().columns().getFirst().source() instanceof ByteRows,
                "where floats do not fit");
        assertEquals(DataNotes.of("d", examples), DataNotes.of("d", intake.examples()), "copies are found among them");
        for (float odd : new float[] {-0f, Float.NaN, 0.5f, -1 / 255f, 256 / 255f}) {
            float[] other = pixels.clone();
            other[other.length - 9] = odd;
            Examples spoiled = examples.withImages(image, Rows.of(image, other));
            Column floats = Intake.of(spoiled.with(Unheld::of), 100_000_000)
                    .examples()
                    .columns()
                    .getFirst();
            assertTrue(floats.held(), odd + " is none");
            assertArrayEquals(other, floats.values());
            Intake small = Intake.of(spoiled.with(Unheld::of), other.length);
            assertFalse(ByteRows.held(small.examples().columns().getFirst().source()), "nothing fits");
            assertEquals(Intake.of(spoiled, 0).sha256(), small.sha256());
        }
    }

    @Test
    void copiesAreFoundAmongImagesThatAreNotKept() throws IOException {
        List<DrawNotes.Note> notes = DataNotes.of("d", examples());
        assertEquals(
                List.of("data set d: 1 of 1000 test images are also among the training images, pixel for pixel"),
                notes.stream().map(DrawNotes.Note::sentence).toList());
        Examples read = Intake.of(examples().with(Unheld::of), 0).examples();
        assertEquals(notes, DataNotes.of("d", read));
        assertEquals(
                DataNotes.between("a", examples(), "b", examples()), DataNotes.between("a", read, "b", examples()));
    }

    @Test
    void whatIsReadIsCheckedBeforeAnythingIsTrained() {
        Rows labels = Rows.of(COUNT, (index, into, at) -> into[at] = index == 2500 ? 3 : 1);
        Examples wrong = examples()
                .with(column ->
                        column.name().equals("label") ? Unheld.of(column).with(labels) : column);
        for (long room : new long[] {0, 1 << 20}) {
            DataException e = assertThrows(DataException.class, () -> Intake.of(wrong, room));
            assertEquals("label 3.0 is not an index into the 3 classes of label", e.getMessage());
        }
    }

    @Test
    void theFirstFailureIsTold() {
        Rows images = Rows.of(COUNT, (index, into, at) -> {
            if (index > 1000) {
                throw new DataException("image " + index + " is damaged");
            }
        });
        Examples wrong = examples().withImages(Shape.of(30, 25, 1), images);
        for (long room : new long[] {0, 1 << 30}) {
            DataException e = assertThrows(DataException.class, () -> Intake.of(wrong, room));
            assertEquals("image 1001 is damaged", e.getMessage());
        }
    }
}
