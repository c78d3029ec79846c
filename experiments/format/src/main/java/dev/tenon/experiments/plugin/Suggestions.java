package dev.tenon.experiments.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant by a name that does not exist. */
public final class Suggestions {

    private static final int SHOWN = 12;

    /** What other tools call things: their words, squeezed, and ours. */
    private static final List<List<String>> OTHER_WORDS = List.of(
            List.of("learningrate", "rate"),
            List.of("lr", "rate"),
            List.of("stepsize", "rate"),
            List.of("linear", "dense"),
            List.of("fullyconnected", "dense"),
            List.of("fc", "dense"),
            List.of("outchannels", "filters"),
            List.of("channels", "filters"),
            List.of("outfeatures", "units"),
            List.of("avgpool", "average-pool"),
            List.of("globalavgpool", "global-average-pool"),
            List.of("xavieruniform", "glorot-uniform"),
            List.of("xaviernormal", "glorot-normal"),
            List.of("kaiminguniform", "he-uniform"),
            List.of("kaimingnormal", "he-normal"),
            List.of("mse", "mean-squared-error"),
            List.of("crossentropy", "softmax-cross-entropy"),
            List.of("bce", "logistic"),
            List.of("auc", "auroc"),
            List.of("rocauc", "auroc"),
            List.of("mae", "mean-absolute-error"),
            List.of("l1", "mean-absolute-error"),
            List.of("smoothl1", "huber"),
            List.of("nll", "softmax-cross-entropy"),
            List.of("recall", "sensitivity"),
            List.of("ece", "calibration-error"),
            List.of("iou", "mean-iou"),
            List.of("jaccard", "mean-iou"),
            List.of("r2", "r-squared"),
            List.of("convtranspose2d", "transposed-conv2d"),
            List.of("deconv", "transposed-conv2d"),
            List.of("swish", "silu"),
            List.of("horizontalflip", "flip"),
            List.of("randomcrop", "crop"),
            List.of("colorjitter", "brightness"),
            List.of("gaussiannoise", "noise"),
            List.of("randomerasing", "cutout"),
            List.of("scale", "zoom"));

    private Suggestions() {}

    /** The most similar name, if one is similar enough to be a slip of the hand or of memory. */
    public static Optional<String> to(String wrong, Collection<String> names) {
        String written = squeeze(wrong);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        for (List<String> words : OTHER_WORDS) {
            if (words.getFirst().equals(written) && names.contains(words.getLast())) {
                return Optional.of(words.getLast());
            }
        }
        int allowed = Math.max(1, (written.length() + 1) / 3);
        Optional<String> slip = names.stream()
                .filter(name -> distance(written, squeeze(name)) <= allowed)
                .min(Comparator.comparingInt((String name) -> distance(written, squeeze(name)))
                        .thenComparing(Comparator.naturalOrder()));
        return slip.or(() -> names.stream()
                .filter(name -> partOf(written, squeeze(name)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())));
    }

    /** {@code ; did you mean "filters"?}, or nothing. */
    public static String hint(String wrong, Collection<String> names) {
        return to(wrong, names).map(name -> "; did you mean \"" + name + "\"?").orElse("");
    }

    /**
     * A hint, then all names where they are few enough to read: {@code ; did you mean "a"? There are: a, b}.
     *
     * @param orElse what is said where they are too many; may be empty
     */
    public static String hintAndList(String wrong, Collection<String> names, String before, String orElse) {
        String hint = hint(wrong, names);
        List<String> sorted = names.stream().sorted().toList();
        String rest = sorted.size() <= SHOWN ? before + ": " + String.join(", ", sorted) : orElse;
        if (rest.isEmpty()) {
            return hint;
        }
        // A sentence of its own after the question; else the sentence goes on.
        return hint.isEmpty()
                ? "; " + rest.substring(0, 1).toLowerCase(Locale.ROOT) + rest.substring(1)
                : hint + " " + rest;
    }

    /** A name without what people leave out or mix up. */
    private static String squeeze(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }

    private static boolean partOf(String written, String name) {
        int shorter = Math.min(written.length(), name.length());
        int longer = Math.max(written.length(), name.length());
        return shorter >= 3 && 2 * shorter >= longer && (name.contains(written) || written.contains(name));
    }

    /**
     * The fewest insertions, deletions, substitutions and swaps of neighbours that turn one text into the other,
     * where no place is edited twice (optimal string alignment).
     */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
