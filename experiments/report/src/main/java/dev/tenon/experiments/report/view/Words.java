package dev.tenon.experiments.report.view;

/** Small things about words. */
final class Words {

    private Words() {}

    /** With a capital at its start. */
    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }

    /** {@code 1 image}, {@code 3 images}. */
    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
