package dev.tenon.testkit;

import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * A check of a suite whose failure says in words which it was, in three lines at most: of a dynamic test build tools show an
 * index only, such as {@code examplesWork()[14]}.
 */
final class NamedCheck {
    private static final int LINES = 3;
    private static final int LONGEST = 300;

    private NamedCheck() {}

    /** A check as a test. */
    static DynamicTest of(String name, Executable check) {
        return DynamicTest.dynamicTest(name, () -> {
            try {
                check.execute();
            } catch (AssertionError e) {
                AssertionError named = new AssertionError(shortened(name + ": " + e.getMessage()));
                named.setStackTrace(e.getStackTrace());
                throw named;
            } catch (RuntimeException e) {
                throw new AssertionError(shortened(name + ": it throws " + e), e);
            }
        });
    }

    private static String shortened(String message) {
        return message.lines()
                .limit(LINES)
                .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…")
                .collect(Collectors.joining("\n"));
    }
}
