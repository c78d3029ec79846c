package dev.tenon.testkit;

import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every dataset must do. A dataset's test extends it:
 *
 * <pre>{@code
 * final class StripesTest extends DatasetContract {
 *     @Override
 *     protected Dataset<?> dataset() {
 *         return new Stripes();
 *     }
 *
 *     @Override
 *     protected List<Record> settings() {
 *         return List.of(new Stripes.Settings(100, 16), new Stripes.Settings(1, 3));
 *     }
 *
 *     @Override
 *     protected List<Mistake> mistakes() {
 *         return List.of(refused("no images at all", new Stripes.Settings(0, 16), "images"));
 *     }
 * }
 * }</pre>
 *
 * <p>A dataset that reads files gives their folder as {@link #folder()}; one that builds on others gives these as {@link
 * #others()}.
 *
 * <p>Checked for each of the settings: that two loads, also by several threads at once, give the same examples, bit for
 * bit; that rows read one by one are those read together; that pixels and targets are
 * numbers, classes exist, signs are +1 or -1, and names are distinct; that there is something to train on, no image is in
 * two splits or twice in one, and no two splits share an original; that annotations lie within the image, and parts name an
 * object one level up; that the datasets it builds on are not written to. And of the class: its name, its constructor, its
 * descriptions.
 */
public abstract class DatasetContract {
    /** For subclasses. */
    protected DatasetContract() {}

    /** The dataset under test. */
    protected abstract Dataset<?> dataset();

    /** Settings that work, at least one; small, since all is loaded twice. */
    protected abstract List<? extends Record> settings();

    /** What must be refused, and in which words. See also {@link #refused}. */
    protected abstract List<Mistake> mistakes();

    /** The folder from which the paths in settings are seen; the working directory if not overridden. */
    protected Path folder() {
        return Path.of("");
    }

    /** The datasets that settings name, by name; none if not overridden. */
    protected Map<String, Examples> others() {
        return Map.of();
    }

    /** The mistake of loading with these settings. */
    protected final Mistake refused(String name, Record settings, String... words) {
        return Mistake.of(name, () -> checks(settings).load(), words);
    }

    @Test
    final void nameAndDescriptions() {
        ServiceChecks.check(dataset());
    }

    @TestFactory
    final Stream<DynamicTest> settingsWork() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Record settings : settings()) {
            DatasetChecks checks = checks(settings);
            tests.add(NamedCheck.of(settings + ", same twice", checks::sameTwice));
            tests.add(NamedCheck.of(settings + ", many threads", checks::manyThreads));
            tests.add(NamedCheck.of(settings + ", rows", checks::rows));
            tests.add(NamedCheck.of(settings + ", numbers", checks::numbers));
            tests.add(NamedCheck.of(settings + ", splits", checks::splits));
            tests.add(NamedCheck.of(settings + ", annotations", checks::annotations));
            tests.add(NamedCheck.of(settings + ", others untouched", checks::othersUntouched));
        }
        return tests.stream();
    }

    @TestFactory
    final Stream<DynamicTest> mistakesAreRefused() {
        return mistakes().stream().map(each -> NamedCheck.of(each.name(), each::check));
    }

    private DatasetChecks checks(Record settings) {
        return new DatasetChecks(dataset(), settings, folder(), others());
    }
}
