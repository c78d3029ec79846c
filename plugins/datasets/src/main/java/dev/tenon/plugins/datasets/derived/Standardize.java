package dev.tenon.plugins.datasets.derived;

import dev.tenon.api.data.Column;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.DatasetName;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import java.util.function.UnaryOperator;

/**
 * Another data set with mean 0 and standard deviation 1 in each channel. The mean and deviation are those of all pixels of the
 * training images, summed in double in their order; validation and test images are transformed by the same numbers.
 */
@Type("standardize")
@Describe("another data set, standardised: each channel has mean 0 and standard deviation 1 over the training images")
public final class Standardize implements Transformed<Standardize.Settings> {

    /** What a user sets. */
    public record Settings(
            @Describe("the data set to transform") DatasetName from) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /**
     * The numbers of each channel.
     *
     * @param size numbers in an image
     */
    private record Scaling(double[] mean, double[] deviation, int size) {

        Rows of(Rows images) {
            int channels = mean.length;
            return Rows.of(images.size(), (index, into, at) -> {
                images.read(index, into, at);
                for (int i = 0; i < size; i++) {
                    int channel = i % channels;
                    into[at + i] = (float) ((into[at + i] - mean[channel]) / deviation[channel]);
                }
            });
        }
    }

    @Override
    public DatasetName from(Settings settings) {
        return settings.from();
    }

    @Override
    public UnaryOperator<Rows> fitted(Examples examples, Settings settings) {
        return scaling(examples, settings)::of;
    }

    private static Scaling scaling(Examples examples, Settings settings) {
        int channels = examples.image().dim(2);
        Column images = examples.columns().getFirst();
        int size = images.shape().size();
        int[] training = Training.images(examples, settings.from().name());
        long count = (long) training.length * (size / channels);
        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        float[] old = new float[size];
        for (int image : training) {
            images.read(image, old, 0);
            for (int i = 0; i < size; i++) {
                mean[i % channels] += old[i];
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            mean[channel] /= count;
        }
        for (int image : training) {
            images.read(image, old, 0);
            for (int i = 0; i < size; i++) {
                double off = old[i] - mean[i % channels];
                deviation[i % channels] += off * off;
            }
        }
        for (int channel = 0; channel < channels; channel++) {
            deviation[channel] = Math.sqrt(deviation[channel] / count);
            if (!(deviation[channel] > 0)) {
                throw new DataException(
                        "channel " + channel + " of " + settings.from().name()
                                + " has one value in all training images; it cannot be scaled to a deviation of 1");
            }
        }
        return new Scaling(mean, deviation, size);
    }
}
