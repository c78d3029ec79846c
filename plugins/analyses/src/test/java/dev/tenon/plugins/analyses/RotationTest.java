package dev.tenon.plugins.analyses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tenon.api.numerics.RandomStream;
import org.junit.jupiter.api.Test;

final class RotationTest {

    @Test
    void rowsAreOrthogonalAndOfLengthOne() {
        for (int units : new int[] {1, 2, 7, 40}) {
            Rotation rotation = Rotation.random(units, new RandomStream(4, "rotation"));
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    double product = 0;
                    for (int k = 0; k < units; k++) {
                        product += rotation.at(i, k) * rotation.at(j, k);
                    }
                    assertEquals(i == j ? 1 : 0, product, 1e-12);
                }
            }
        }
    }

    @Test
    void answersKeepTheirLengthAndChangeTheirAxes() {
        Rotation rotation = Rotation.random(3, new RandomStream(5, "rotation"));
        float[] rotated = rotation.of(new float[] {3, 0, 4, 0, 1, 0});
        assertEquals(25, rotated[0] * rotated[0] + rotated[1] * rotated[1] + rotated[2] * rotated[2], 1e-4);
        assertNotEquals(3f, rotated[0]);
        for (int i = 0; i < 3; i++) {
            assertEquals((float) rotation.at(i, 1), rotated[3 + i], "the second unit's column");
        }
    }
}
