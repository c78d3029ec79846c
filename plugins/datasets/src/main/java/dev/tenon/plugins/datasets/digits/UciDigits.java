package dev.tenon.plugins.datasets.digits;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DataSource;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.split.Shares;
import dev.tenon.plugins.datasets.split.Stratified;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8 x 8 pixels, 174 to 183 of each class, embedded in this module.
 *
 * <p>They are the test set of <i>Optical Recognition of Handwritten Digits</i> (E. Alpaydin and C. Kaynak, 1998, UCI
 * Machine Learning Repository, <a href="https://doi.org/10.24432/C50P49">doi:10.24432/C50P49</a>), under CC BY 4.0. Each
 * pixel counts the inked dots, 0 to 16, in a 4 x 4 block of a 32 x 32 bitmap; it is divided by 16, exactly.
 */
@Type("uci-digits")
@Describe(
        "1,797 real handwritten digits of 8 x 8 pixels (UCI, CC BY 4.0), built in; classes 0 to 9, pixels from 0 to 1")
public final class UciDigits implements Dataset<UciDigits.Settings> {

    private static final String RESOURCE = "digits.csv.gz";
    private static final int DIGITS = 1797;
    private static final int SIDE = 8;
    private static final int PIXELS = SIDE * SIDE;
    private static final int FULL_INK = 16;
    private static final List<String> NAMES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /**
     * What a user sets.
     *
     * @param validation share of each class
     * @param test share of each class
     */
    public record Settings(
            @Describe("fraction of each digit's images that is used for validation")
            @Default("0.15")
            @Range(min = 0, max = 1, below = true)
            double validation,

            @Describe("fraction of each digit's images that is used for testing")
            @Default("0.25")
            @Range(min = 0, max = 1, below = true)
            double test) {

        public Settings {
            Shares.check(validation, test);
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Optional<DataSource> source(Settings settings) {
        return Optional.of(new DataSource(
                "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, 1998",
                "https://doi.org/10.24432/C50P49",
                "CC-BY-4.0"));
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, Settings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        byte[] csv = unpack();
        float[] images = new float[DIGITS * PIXELS];
        float[] labels = new float[DIGITS];
        int position = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            for (int column = 0; column <= PIXELS; column++) {
                int number = 0;
                while (position < csv.length && csv[position] >= '0' && csv[position] <= '9') {
                    number = 10 * number + csv[position++] - '0';
                }
                if (position >= csv.length || csv[position++] != (column < PIXELS ? ',' : '\n')) {
                    throw damaged();
                }
                if (column < PIXELS) {
                    images[digit * PIXELS + column] = (float) number / FULL_INK;
                } else {
                    labels[digit] = number;
                }
            }
        }
        if (position != csv.length) {
            throw damaged();
        }
        Examples.Builder examples = Examples.of(Shape.of(SIDE, SIDE, 1), images).classes(labels, NAMES);
        Stratified.of(labels, settings.validation(), settings.test(), scope.split("uci-digits/split"))
                .addTo(examples);
        return examples.build();
    }

    private static byte[] unpack() throws IOException {
        try (InputStream packed = UciDigits.class.getResourceAsStream(RESOURCE)) {
            if (packed == null) {
                throw damaged();
            }
            return new GZIPInputStream(new ByteArrayInputStream(packed.readAllBytes())).readAllBytes();
        }
    }

    private static DataException damaged() {
        return new DataException(
                "the digits inside the jar of dev.tenon.plugins.datasets are damaged; install it again");
    }
}
