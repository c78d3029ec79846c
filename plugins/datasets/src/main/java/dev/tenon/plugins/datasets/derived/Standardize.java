package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.io.IOException;

/**
 * Another data set with mean 0 and standard deviation 1 in each channel. The mean and deviation are those of all pixels of the
 * training images, summed in double in their order; validation and test images are transformed by the same numbers.
 */
@Type("standardize")
@Describe("another data set, each channel shifted and scaled to mean 0 and deviation 1 over the training images")
public final class Standardize implements Dataset<Standardize.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set to transform") DatasetName from) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Examples load(DatasetScope scope, Settings settings) throws IOException {
        Examples examples = scope.dataset(settings.from());
        int channels = examples.image().dim(2);
        int size = examples.image().size();
        float[] old = examples.images();
        float[] images = new float[old.length];
        int[] training = Training.images(examples, settings.from().name());
        long count = (long) training.length * (size / channels);
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            for (int image : training) {
                for (int i = channel; i < size; i += channels) {
                    sum += old[image * size + i];
                }
            }
            double mean = sum / count;
            double squares = 0;
            for (int image : training) {
                for (int i = channel; i < size; i += channels) {
                    double off = old[image * size + i] - mean;
                    squares += off * off;
                }
            }
            double deviation = Math.sqrt(squares / count);
            if (!(deviation > 0)) {
                throw new DataException(
                        "channel " + channel + " of " + settings.from().name()
                                + " has one value in all training images; it cannot be scaled to a deviation of 1");
            }
            for (int i = channel; i < old.length; i += channels) {
                images[i] = (float) ((old[i] - mean) / deviation);
            }
        }
        return examples.withImages(examples.image(), images);
    }
}
