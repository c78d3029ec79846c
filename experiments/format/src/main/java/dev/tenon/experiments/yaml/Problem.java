package dev.tenon.experiments.yaml;

/**
 * A mistake in an experiment file.
 *
 * @param mark where
 * @param message what is wrong and what to do
 */
public record Problem(Mark mark, String message) {

    @Override
    public String toString() {
        return mark + ": " + message;
    }
}
