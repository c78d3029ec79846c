package dev.tenon.experiments.yaml;

/**
 * A place in a file, or in a setting on the command line.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 */
public record Mark(String file, int line, int column) {

    private static final String OPTION = "--set ";

    /** The start of a setting on the command line, the nth, which is shown as it was typed. */
    public static Mark ofOption(String typed, int nth) {
        return new Mark(OPTION + Scalars.shortened(typed), nth, 1);
    }

    /** Whether it is on the command line. */
    boolean isOption() {
        return file.startsWith(OPTION);
    }

    @Override
    public String toString() {
        return isOption() ? file : file + ":" + line + ":" + column;
    }
}
