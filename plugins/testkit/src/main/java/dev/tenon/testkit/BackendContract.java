package dev.tenon.testkit;

import dev.tenon.api.backend.Backend;
import dev.tenon.testkit.cases.ArrangementCases;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.ConvolutionCases;
import dev.tenon.testkit.cases.DepthwiseCases;
import dev.tenon.testkit.cases.ElementTypeCases;
import dev.tenon.testkit.cases.ElementwiseCases;
import dev.tenon.testkit.cases.LargeCases;
import dev.tenon.testkit.cases.NetCases;
import dev.tenon.testkit.cases.NonFiniteCases;
import dev.tenon.testkit.cases.PoolingCases;
import dev.tenon.testkit.cases.ProbabilityCases;
import dev.tenon.testkit.cases.ProductCases;
import dev.tenon.testkit.cases.RandomPrograms;
import dev.tenon.testkit.cases.ReductionCases;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend must do. A backend's test extends it and names the backend; that is all:
 *
 * <pre>{@code
 * final class MyBackendTest extends BackendContract {
 *     @Override
 *     protected Backend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }</pre>
 *
 * <p>Checked are: the bits of every primitive and composite at awkward sizes against the reference evaluator; whole
 * training steps and random programs with all their gradients, the same at 1, 2, 3 and 4 threads; that a second run from the
 * same numbers gives the same; that leaves are written to by updates alone, and by all of them together; buffers; and that a
 * wrong binding is refused with a message that helps. Where {@link Backend#probe} says that the backend is unavailable, the
 * tests are skipped with its reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
    private static final int RANDOM_PROGRAMS = 60;

    private @Nullable Engines engines;

    /** For subclasses. */
    protected BackendContract() {}

    /** The backend under test; called once. */
    protected abstract Backend backend();

    /** How many random programs are tried; override with fewer for a backend that compiles slowly. */
    protected int randomPrograms() {
        return RANDOM_PROGRAMS;
    }

    @AfterAll
    final void closeEngines() {
        engines().close();
    }

    private Engines engines() {
        Engines known = engines;
        if (known == null) {
            known = new Engines(backend());
            engines = known;
        }
        return known;
    }

    @TestFactory
    final Stream<DynamicTest> elementwise() {
        return spread(ElementwiseCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> reductions() {
        return spread(ReductionCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> products() {
        return spread(ProductCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> arrangements() {
        return spread(ArrangementCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> otherElementTypes() {
        return spread(ElementTypeCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> convolutions() {
        return spread(ConvolutionCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> convolutionsOfFewFilters() {
        return spread(ConvolutionCases.fewFilters());
    }

    @TestFactory
    final Stream<DynamicTest> depthwiseConvolutions() {
        return spread(DepthwiseCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> notFinite() {
        return spread(NonFiniteCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> pooling() {
        return spread(PoolingCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> probabilities() {
        return spread(ProbabilityCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> largeAndSubnormal() {
        return atAllThreads(LargeCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> nets() {
        return atAllThreads(NetCases.all());
    }

    @TestFactory
    final Stream<DynamicTest> randomProgramsAndTheirGradients() {
        return atAllThreads(RandomPrograms.all(randomPrograms()));
    }

    @TestFactory
    final Stream<DynamicTest> engineAndBuffers() {
        return EngineChecks.all(engines());
    }

    @Test
    final void nameAndProbe() {
        EngineChecks.nameAndProbe(engines().backend());
    }

    /** Each case at one number of threads, in turn. */
    private Stream<DynamicTest> spread(List<Case> cases) {
        return IntStream.range(0, cases.size()).mapToObj(i -> test(cases.get(i), 1 + i % Engines.THREADS));
    }

    private Stream<DynamicTest> atAllThreads(List<Case> cases) {
        return cases.stream()
                .flatMap(each -> IntStream.rangeClosed(1, Engines.THREADS).mapToObj(threads -> test(each, threads)));
    }

    private DynamicTest test(Case each, int threads) {
        return NamedCheck.of(
                each.name() + ", threads " + threads,
                () -> CaseRun.check(engines().withThreads(threads), each));
    }
}
