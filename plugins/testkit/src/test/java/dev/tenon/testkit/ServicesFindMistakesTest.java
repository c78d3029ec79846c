package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.NoSettings;
import dev.tenon.api.training.Initializer;
import dev.tenon.api.training.Metric;
import dev.tenon.api.training.Schedule;
import dev.tenon.api.training.TargetRows;
import dev.tenon.api.training.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** Initializers, schedules, metrics and settings that are not as they should be are found. */
final class ServicesFindMistakesTest {

    private interface Start {
        float[] values(Shape shape, RandomStream random);
    }

    @Type("start")
    private record Started(Start start) implements Initializer<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public float[] values(NoSettings settings, Shape shape, RandomStream random) {
            return start.values(shape, random);
        }
    }

    private static void initializer(Start start, String words) {
        InitializerContract suite = new InitializerContract() {
            @Override
            protected Initializer<?> initializer() {
                return new Started(start);
            }

            @Override
            protected List<? extends Record> settings() {
                return List.of(new NoSettings());
            }

            @Override
            protected List<Mistake> mistakes() {
                return List.of();
            }
        };
        found(suite.settingsWork(), words);
    }

    @Test
    void anInitializerThatGivesTooFew() {
        initializer((shape, random) -> new float[shape.size() - 1], "as many numbers");
    }

    @Test
    void anInitializerThatGivesNoNumber() {
        initializer((shape, random) -> new float[] {Float.NaN, 0, 0, 0, 0, 0, 0}, "a weight starts as a number");
    }

    @Test
    void anInitializerWithAMemory() {
        AtomicLong calls = new AtomicLong();
        initializer(
                (shape, random) -> {
                    float[] values = new float[shape.size()];
                    values[0] = calls.incrementAndGet();
                    return values;
                },
                "numbers of an initializer that was used before, beside one that is new");
    }

    @Test
    void anInitializerThatSharesItsArray() {
        float[] seven = new float[7];
        initializer((shape, random) -> shape.size() == 7 ? seven : new float[shape.size()], "the same stream");
    }

    @Test
    void anInitializerThatTakesNoNumbersFromItsStream() {
        initializer(
                (shape, random) -> {
                    float[] values = new float[shape.size()];
                    new java.util.Random(42).doubles(values.length).forEach(x -> values[(int) (x * values.length)] = 1);
                    return values;
                },
                "two streams of random numbers start alike");
    }

    @Test
    void anInitializerThatRemembersItsFirstShape() {
        AtomicLong first = new AtomicLong();
        initializer(
                (shape, random) -> {
                    first.compareAndSet(0, shape.rank());
                    float[] values = new float[shape.size()];
                    java.util.Arrays.fill(values, first.get() == shape.rank() ? 1 : random.nextInt(9));
                    values[0] = first.incrementAndGet();
                    return values;
                },
                "used before");
    }

    private interface Rate {
        double factor(long step);
    }

    @Type("rate")
    private record Rated(Rate rate) implements Schedule<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
            return rate.factor(step);
        }
    }

    private static void schedule(Rate rate, String words) {
        ScheduleContract suite = new ScheduleContract() {
            @Override
            protected Schedule<?> schedule() {
                return new Rated(rate);
            }

            @Override
            protected List<? extends Record> settings() {
                return List.of(new NoSettings());
            }

            @Override
            protected List<Mistake> mistakes() {
                return List.of();
            }
        };
        found(suite.settingsWork(), words);
    }

    @Test
    void aScheduleThatRunsAwayOrStandsStill() {
        schedule(step -> 1.0 / step, "the factor of step 0 is Infinity");
        schedule(step -> -1, "the factor of step 0 is -1");
        schedule(step -> 0, "a training moves");
    }

    @Test
    void aScheduleThatCountsItsCalls() {
        AtomicLong calls = new AtomicLong();
        schedule(step -> 1.0 / calls.incrementAndGet(), "after a training of another length");
    }

    @Type("rate")
    private static final class FirstLength implements Schedule<NoSettings> {
        private long total;

        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public double factor(NoSettings settings, long step, long stepsPerEpoch, long totalSteps) {
            total = total == 0 ? totalSteps : total;
            return (double) (total - step) / total;
        }
    }

    @Test
    void aScheduleThatRemembersItsFirstTraining() {
        found(
                new ScheduleContract() {
                    @Override
                    protected Schedule<?> schedule() {
                        return new FirstLength();
                    }

                    @Override
                    protected List<? extends Record> settings() {
                        return List.of(new NoSettings());
                    }

                    @Override
                    protected List<Mistake> mistakes() {
                        return List.of();
                    }
                }.settingsWork(),
                "after a training of another length");
    }

    @Test
    void aFailureSaysItsNameInThreeLines() {
        DynamicTest test = NamedCheck.of("images, in use, gradients", () -> {
            throw new AssertionError("a\nb\nc\nd" + "long".repeat(1000));
        });
        AssertionError error = assertThrows(AssertionError.class, test.getExecutable());
        assertEquals("images, in use, gradients: a\nb\nc", error.getMessage());
        DynamicTest thrown = NamedCheck.of("images", () -> {
            throw new IllegalStateException("long".repeat(1000));
        });
        String message = String.valueOf(
                assertThrows(AssertionError.class, thrown.getExecutable()).getMessage());
        assertTrue(message.startsWith("images: it throws java.lang.IllegalStateException: long"), message);
        assertEquals(300, message.length());
    }

    private interface Measure {
        double of(float[] outputs, float[] targets);
    }

    @Type("measured")
    private record Measured(Measure measure) implements Metric<NoSettings> {
        @Override
        public Class<NoSettings> settings() {
            return NoSettings.class;
        }

        @Override
        public boolean takes(NoSettings settings, Targets targets, int units) {
            return targets == Targets.NUMBERS;
        }

        @Override
        public boolean higherIsBetter() {
            return true;
        }

        @Override
        public double measure(NoSettings settings, TargetRows rows, float[] outputs) {
            return measure.of(outputs, rows.values());
        }
    }

    private static void metric(Measure measure, String words) {
        MetricContract suite = new MetricContract() {
            @Override
            protected Metric<?> metric() {
                return new Measured(measure);
            }
        };
        found(suite.measures(), words);
    }

    @Test
    void aMetricThatIsWrongAboutWhatIsBetter() {
        metric((outputs, targets) -> Math.abs(outputs[0] - targets[0]), "right outputs measure");
    }

    @Test
    void aMetricThatLooksAtTheFirstExampleAlone() {
        metric((outputs, targets) -> 1 - Math.abs(outputs[0] - targets[0]), "in another order");
    }

    @Test
    void aMetricThatWritesToItsInput() {
        metric(
                (outputs, targets) -> {
                    outputs[0] = 77;
                    return 1;
                },
                "the outputs stay as they are");
    }

    /** Settings of a type that no file can give. */
    public record Odd(@Describe("Something short.") short length) {}

    /** Takes them. */
    @Type("odd")
    @Describe("Takes a setting that no file can give.")
    public static final class OddOne implements Schedule<Odd> {
        /** Stateless. */
        public OddOne() {}

        @Override
        public Class<Odd> settings() {
            return Odd.class;
        }

        @Override
        public double factor(Odd settings, long step, long stepsPerEpoch, long totalSteps) {
            return settings.length();
        }
    }

    @Test
    void aSettingOfATypeThatNoFileCanGive() {
        AssertionError error = assertThrows(AssertionError.class, () -> ServiceChecks.check(new OddOne()));
        assertTrue(String.valueOf(error.getMessage()).contains("length is a short, which no file can give"));
    }

    /** Some test of a suite fails with these words. */
    private static void found(Stream<DynamicTest> tests, String words) {
        List<String> messages = new ArrayList<>();
        for (DynamicTest test : tests.toList()) {
            try {
                test.getExecutable().execute();
            } catch (Throwable e) {
                messages.add(String.valueOf(e.getMessage()));
            }
        }
        assertTrue(messages.stream().anyMatch(each -> each.contains(words)), () -> words + " in " + messages);
    }
}
