package dev.tenon.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.tenon.experiments.architecture.SourceModules.SourceModule;
import dev.tenon.experiments.architecture.fixture.Offender;
import dev.tenon.experiments.architecture.fixture.a.Left;
import dev.tenon.experiments.architecture.fixture.b.Right;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code that ships keeps every rule of {@link CodeRules}, and each rule catches what it is about. */
final class CodeRulesTest {
    private static JavaClasses shipped;

    @BeforeAll
    static void readClasses() {
        shipped = new ClassFileImporter()
                .importPaths(
                        SourceModules.all().stream().map(SourceModule::classes).toList());
    }

    static List<ArchRule> rules() {
        return List.of(
                CodeRules.ONLY_THE_COMMAND_LINE_WRITES_TO_THE_CONSOLE,
                CodeRules.RANDOMNESS_IS_COUNTER_BASED,
                CodeRules.FUNCTIONS_ARE_THE_SAME_EVERYWHERE,
                CodeRules.ORDER_IS_THE_SAME_EVERY_TIME,
                CodeRules.BACKENDS_ARE_STARTED_BY_ENGINE_OF,
                CodeRules.CLASSES_ARE_FINAL_OR_ABSTRACT,
                CodeRules.PACKAGES_HAVE_NO_CYCLES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isKept(ArchRule rule) {
        rule.check(shipped);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isSeenWhenBroken(ArchRule rule) {
        JavaClasses broken = new ClassFileImporter().importClasses(Offender.class, Left.class, Right.class);

        assertTrue(rule.evaluate(broken).hasViolation());
    }

    @Test
    void setsAndMapsOfOneHaveAnOrder() {
        JavaClasses harmless = new ClassFileImporter().importClasses(Left.class, Right.class);

        assertFalse(CodeRules.ORDER_IS_THE_SAME_EVERY_TIME.evaluate(harmless).hasViolation());
    }
}
