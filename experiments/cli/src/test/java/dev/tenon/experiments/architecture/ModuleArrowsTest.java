package dev.tenon.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.architecture.SourceModules.SourceModule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every module depends on the api and on nothing else of this project, but those of the experiments, which depend on those below
 * them; the api depends on nothing.
 */
final class ModuleArrowsTest {
    private static final String API = "dev.tenon.api";
    private static final String EXPERIMENTS = "dev.tenon.experiments";
    /** From the lowest to the highest. */
    private static final List<String> FLOORS = Stream.of(".format", ".runner", ".statistics", ".report", "", ".cli")
            .map(EXPERIMENTS::concat)
            .toList();

    static List<SourceModule> modules() {
        return SourceModules.all();
    }

    @Test
    void seesTheModulesThatItIsAbout() {
        List<String> names = modules().stream().map(SourceModule::name).toList();

        assertTrue(
                names.containsAll(List.of(
                        API,
                        "dev.tenon.backend.cpu",
                        "dev.tenon.backend.opencl",
                        "dev.tenon.layers",
                        "dev.tenon.plugins.analyses",
                        "dev.tenon.plugins.augmentations",
                        "dev.tenon.plugins.datasets",
                        "dev.tenon.plugins.launchers",
                        "dev.tenon.plugins.optimizers",
                        "dev.tenon.plugins.trackers",
                        "dev.tenon.testkit")),
                names::toString);
        assertEquals(
                FLOORS.stream().sorted().toList(),
                names.stream()
                        .filter(name -> name.startsWith(EXPERIMENTS))
                        .sorted()
                        .toList());
    }

    /** Of the experiments, a module may require those below it, and so comes to the api. */
    @ParameterizedTest
    @MethodSource("modules")
    void ofThisProjectRequiresTheApiOnly(SourceModule module) {
        List<String> required = module.descriptor().requires().stream()
                .map(Requires::name)
                .filter(name -> name.startsWith("dev.tenon."))
                .toList();

        int floor = FLOORS.indexOf(module.name());
        if (floor > 0) {
            List<String> below = FLOORS.subList(0, floor);
            assertTrue(
                    required.stream().allMatch(name -> name.equals(API) || below.contains(name)), required::toString);
        } else {
            assertEquals(module.name().equals(API) ? List.of() : List.of(API), required);
        }
    }

    /** What is exported to some modules is exported to those above. */
    @ParameterizedTest
    @MethodSource("modules")
    void experimentsExportToThoseAboveThem(SourceModule module) {
        if (!FLOORS.contains(module.name())) {
            return;
        }
        List<String> above = FLOORS.subList(FLOORS.indexOf(module.name()) + 1, FLOORS.size());

        for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
            assertTrue(above.containsAll(exports.targets()), exports::toString);
        }
    }

    @Test
    void theApiNeedsNothingButJavaBaseAtRunTime() {
        ModuleDescriptor api = modules().stream()
                .filter(module -> module.name().equals(API))
                .findFirst()
                .orElseThrow()
                .descriptor();

        List<String> atRunTime = api.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .toList();

        assertEquals(List.of("java.base"), atRunTime);
    }

    /** An implementation is reached through its service: nobody can call into a provider past the api. */
    @ParameterizedTest
    @MethodSource("modules")
    void providersExportNothing(SourceModule module) {
        if (module.descriptor().provides().isEmpty()) {
            return;
        }
        List<String> exported = module.descriptor().exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();

        assertEquals(List.of(), exported);
    }
}
