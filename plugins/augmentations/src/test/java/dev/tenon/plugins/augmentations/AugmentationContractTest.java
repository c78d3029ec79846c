package dev.tenon.plugins.augmentations;

import dev.tenon.api.augmentation.Augmentation;
import dev.tenon.api.augmentation.Outside;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.settings.Size;
import dev.tenon.testkit.AugmentationContract;
import dev.tenon.testkit.Mistake;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Each augmentation keeps the suite. */
final class AugmentationContractTest {

    /** Mistakes that the ranges of settings do not refuse already are none, unless overridden. */
    abstract static class Suite extends AugmentationContract {
        private final Augmentation<?> augmentation;
        private final List<? extends Record> settings;

        Suite(Augmentation<?> augmentation, Record... settings) {
            this.augmentation = augmentation;
            this.settings = List.of(settings);
        }

        @Override
        protected Augmentation<?> augmentation() {
            return augmentation;
        }

        @Override
        protected List<? extends Record> settings() {
            return settings;
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of();
        }
    }

    @Nested
    final class FlipTest extends Suite {
        FlipTest() {
            super(new Flip(), new Flip.Settings(Flip.Axis.HORIZONTAL, 0.5), new Flip.Settings(Flip.Axis.VERTICAL, 1));
        }
    }

    @Nested
    final class ShiftTest extends Suite {
        ShiftTest() {
            super(
                    new Shift(),
                    new Shift.Settings(new Size(2, 2), Outside.ZERO),
                    new Shift.Settings(new Size(0, 3), Outside.REFLECT));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(refused(
                    "a shift out of the image",
                    new Shift.Settings(new Size(1, 8), Outside.EDGE),
                    Shape.of(8, 8, 1),
                    "8 x 8",
                    "1 x 8",
                    "lower"));
        }
    }

    @Nested
    final class CropTest extends Suite {
        CropTest() {
            super(new Crop(), new Crop.Settings(0.5), new Crop.Settings(0.9));
        }
    }

    @Nested
    final class RotateTest extends Suite {
        RotateTest() {
            super(new Rotate(), new Rotate.Settings(15, Outside.ZERO), new Rotate.Settings(180, Outside.EDGE));
        }
    }

    @Nested
    final class ZoomTest extends Suite {
        ZoomTest() {
            super(new Zoom(), new Zoom.Settings(0.8, 1.2, Outside.ZERO), new Zoom.Settings(0.5, 0.5, Outside.REFLECT));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(
                    Mistake.of("exchanged", () -> new Zoom.Settings(1.2, 0.8, Outside.ZERO), "1.2", "above", "0.8"));
        }
    }

    @Nested
    final class BrightnessTest extends Suite {
        BrightnessTest() {
            super(new Brightness(), new Brightness.Settings(0.2));
        }
    }

    @Nested
    final class ContrastTest extends Suite {
        ContrastTest() {
            super(new Contrast(), new Contrast.Settings(0.2), new Contrast.Settings(1));
        }
    }

    @Nested
    final class NoiseTest extends Suite {
        NoiseTest() {
            super(new Noise(), new Noise.Settings(0.1));
        }
    }

    @Nested
    final class CutoutTest extends Suite {
        CutoutTest() {
            super(new Cutout(), new Cutout.Settings(new Size(3, 3), 0), new Cutout.Settings(new Size(1, 5), -1));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(refused(
                    "all of the image",
                    new Cutout.Settings(new Size(16, 16), 0),
                    Shape.of(8, 8, 1),
                    "16 x 16",
                    "8 x 8",
                    "lower"));
        }
    }
}
