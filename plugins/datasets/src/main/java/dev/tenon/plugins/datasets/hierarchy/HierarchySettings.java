package dev.tenon.plugins.datasets.hierarchy;

import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;

/** What a user sets of {@link RandomHierarchy}. */
public record HierarchySettings(
        @Describe("number of symbols at each level (v)") @Default("8") @Range(min = 2, max = 64)
        int vocabulary,

        @Describe("number of classes, at most the number of symbols (n_c)") @Default("8") @Range(min = 2, max = 64)
        int classes,

        @Describe("number of synonymous tuples for each symbol (m)") @Default("8") @Range(min = 1, max = 4096)
        int synonyms,

        @Describe("number of symbols in a tuple (s)") @Default("2") @Range(min = 2, max = 4)
        int branching,

        @Describe("number of levels between class and string (L); a string has s^L symbols")
        @Default("2")
        @Range(min = 1, max = 8)
        int depth,

        @Describe(
                "number of empty places beside each symbol, at each level (s_0); a string then has (s * (s_0 + 1))^L places")
        @Default("0")
        @Range(min = 0, max = 15)
        int empty,

        @Describe("number of training strings, as a multiple of n_c * m^L") @Default("2.0") @Range(min = 0, max = 1e6)
        double train,

        @Describe("number of validation strings") @Default("0") @Range(min = 0, max = 10_000_000)
        int validation,

        @Describe("number of test strings") @Default("1000") @Range(min = 1, max = 10_000_000)
        int test,

        @Describe("whether each channel is shifted and scaled to mean 0 and variance 1 over all symbols")
        @Default("true")
        boolean whiten,

        @Describe(
                "whether there are columns level-1 to level-(L-1): the symbols of each level between class and string, from left"
                        + " to right, without empty places")
        @Default("false")
        boolean levels) {

    private static final int LONGEST = 1 << 20;

    public HierarchySettings {
        if (classes > vocabulary) {
            throw new IllegalArgumentException("classes (" + classes + ") are at most vocabulary (" + vocabulary + ")");
        }
        long tuples = power(vocabulary, branching);
        if ((long) vocabulary * synonyms > tuples) {
            throw new IllegalArgumentException(vocabulary + " symbols make " + tuples + " tuples of " + branching
                    + ", too few for " + synonyms + " synonyms each; lower synonyms to at most " + tuples / vocabulary);
        }
        if (tuples > 1 << 22) {
            throw new IllegalArgumentException(
                    vocabulary + " symbols make " + tuples + " tuples of " + branching + ", more than 4,194,304");
        }
        long places = power(branching * (empty + 1), depth);
        if (places > LONGEST) {
            throw new IllegalArgumentException("a string has " + branching * (empty + 1) + "^" + depth
                    + " places, more than 1,048,576; lower depth, branching or empty");
        }
        double most = classes * StrictMath.pow(synonyms, (double) nodes(branching, depth));
        if (most > 0x1p62) {
            throw new IllegalArgumentException("the settings make more than 2^62 strings; lower depth or synonyms");
        }
        double wanted = StrictMath.rint(train * classes * power(synonyms, depth));
        if (wanted < 1 || wanted > 10_000_000) {
            throw new IllegalArgumentException("train (" + train + ") times " + classes + " * " + synonyms + "^" + depth
                    + " is " + Math.round(wanted) + " strings; 1 to 10,000,000 are possible");
        }
        if (wanted + validation + test > most) {
            throw new IllegalArgumentException(
                    Math.round(wanted) + " training, " + validation + " validation and " + test + " test strings are "
                            + Math.round(wanted + validation + test) + ", but only " + Math.round(most)
                            + " different ones exist");
        }
    }

    /** The number of training strings: the multiple, rounded. */
    int trainStrings() {
        return (int) StrictMath.rint(train * classes * power(synonyms, depth));
    }

    /** The number of places of a string, empty ones included. */
    int length() {
        return (int) power(branching * (empty + 1), depth);
    }

    /** The number of symbols that are replaced by a tuple: all but those of the string itself. */
    private static long nodes(int branching, int depth) {
        return (power(branching, depth) - 1) / (branching - 1);
    }

    /** A power, or the largest long where that is less. */
    private static long power(int base, int exponent) {
        double approximate = StrictMath.pow(base, exponent);
        return approximate >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.round(approximate);
    }
}
