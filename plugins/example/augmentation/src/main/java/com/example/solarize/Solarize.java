package com.example.solarize;

import module dev.tenon.api;

/**
 * Inverts what is bright: a pixel above a threshold becomes {@code 1 - pixel}. In a file: {@code augment: [{type: solarize, probability:
 * 0.3}]}.
 */
@Type("solarize")
@Describe("Inverts the bright pixels of some images.")
public final class Solarize implements Augmentation<Solarize.Settings> {

    /** What a user may set. */
    public record Settings(
            @Describe("The probability, from 0 to 1.") @Default("0.5") @Range(min = 0, max = 1) double probability,
            @Describe("The value above which a pixel is inverted.") @Default("0.5") double threshold) {}

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    /** All randomness comes from the stream that is handed in: an example of an epoch is the same in any minibatch. */
    @Override
    public Change draw(Settings settings, Shape image, RandomStream random) {
        if (random.nextDouble() >= settings.probability()) {
            return Change.nothing();
        }
        return Change.repaint((pixels, shape, drawn) -> {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = pixels[i] > settings.threshold() ? 1 - pixels[i] : pixels[i];
            }
        });
    }
}
