package dev.tenon.experiments.run;

import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Split;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.experiments.data.DataLoader;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.Measures;
import dev.tenon.experiments.spec.ArmSpec;
import dev.tenon.experiments.spec.ArmTuning;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.SearchSpec;
import dev.tenon.experiments.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Chooses the settings of an arm for one trial. Every try has the data, the splits and the training examples of that trial, and is
 * measured on its validation split alone: whatever seeds draw, no test example of the trial decides, nor one of another trial that
 * is not also training or validation data of this one. Weights, order, augmentation and noise are drawn under keys of their own,
 * so that settings are chosen and not a lucky start.
 */
final class SettingsTuner {

    private final Services services;
    private final DataLoader loader;
    private final CachedWeights reader;
    private final Supplier<Engine> engines;

    /** Told how much of the tuning is done. */
    interface Progress {

        /**
         * A step further.
         *
         * @param done whole trainings' worth that is done
         */
        void at(String stage, double done, double loss);
    }

    /**
     * A tuner.
     *
     * @param engines gives each try one of its own, so that no try keeps memory
     */
    SettingsTuner(Services services, DataLoader loader, CachedWeights reader, Supplier<Engine> engines) {
        this.services = services;
        this.loader = loader;
        this.reader = reader;
        this.engines = engines;
    }

    Tuning tune(ExperimentSpec spec, TrialId id, ArmTuning by, Progress progress) {
        String metric = by.tune().metric();
        boolean higherIsBetter = new Measures(services, spec.compare())
                .of(metric)
                .metric()
                .service()
                .higherIsBetter();
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < by.candidates().size(); i++) {
            left.add(i);
        }
        List<Tuning.Try> tries = new ArrayList<>();
        List<SearchSpec.Rung> rungs = by.rungs();
        double done = 0;
        for (int rung = 0; rung < rungs.size(); rung++) {
            int divisor = rungs.get(rung).divisor();
            List<Tuning.Try> own = new ArrayList<>();
            for (int candidate : left) {
                for (int seed = 0; seed < by.tune().seeds(); seed++) {
                    double before = done;
                    own.add(attempt(
                            spec,
                            id,
                            by,
                            new Place(candidate, rung, divisor, seed),
                            (stage, part, loss) -> progress.at(stage, before + part / divisor, loss)));
                    done += 1.0 / divisor;
                }
            }
            tries.addAll(own);
            int most = rung + 1 < rungs.size() ? rungs.get(rung + 1).settings() : 1;
            left = Tuning.best(own, higherIsBetter, most);
        }
        String data = spec.arm(id.arm()).last().data();
        int validation = loader.load(spec, data, id.seed()).split(Split.VALIDATION).length;
        return new Tuning(metric, higherIsBetter, left.getFirst(), validation, List.copyOf(tries));
    }

    /** Which try. */
    private record Place(int candidate, int rung, int divisor, int seed) {}

    private Tuning.Try attempt(ExperimentSpec spec, TrialId id, ArmTuning by, Place place, Progress progress) {
        ArmTuning.Candidate candidate = by.candidates().get(place.candidate);
        List<StageSpec> stages = candidate.stages().stream()
                .map(stage -> shortened(stage, place.divisor))
                .toList();
        ArmSpec arm = spec.arm(id.arm()).with(new ArmTuning.Candidate(candidate.settings(), stages));
        ExperimentSpec changed = spec.with(arm);
        List<String> names = stages.stream().map(StageSpec::id).toList();
        try (Engine engine = engines.get()) {
            StageRunner runner = new StageRunner(
                    loader,
                    reader,
                    engine,
                    changed,
                    new StageRunner.Draws(id.seed(), chance(id.seed(), place.seed)),
                    (stage, step, steps, loss) -> progress.at(
                            stage,
                            (StrictMath.max(0, names.indexOf(stage)) + (steps == 0 ? 1.0 : (double) step / steps))
                                    / names.size(),
                            loss),
                    (ofArm, stage) -> Checkpoints.Of.NONE); // All tries of a trial would have one name.
            Trained trained = Trained.of(changed, id, arm, new Stages(), runner);
            return new Tuning.Try(
                    place.candidate,
                    candidate.settings(),
                    place.rung,
                    place.divisor,
                    place.seed,
                    trained.diverged().isEmpty() ? value(changed, id, arm, by, trained, engine) : Double.NaN,
                    trained.stages().stream().mapToLong(StageRecord::steps).sum(),
                    trained.charged());
        }
    }

    private double value(ExperimentSpec spec, TrialId id, ArmSpec arm, ArmTuning by, Trained trained, Engine engine) {
        StageSpec stage = arm.last();
        Examples examples = loader.load(spec, stage.data(), id.seed());
        Tensors tensors = Tensors.of(engine, stage.id(), trained.own(arm, stage).weights());
        double value = Measurements.one(
                services,
                spec.compare(),
                by.tune().metric(),
                stage,
                examples,
                spec.design().seed(RandomSource.EXAMPLES, id.seed()),
                engine,
                tensors);
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private static StageSpec shortened(StageSpec stage, int divisor) {
        return new StageSpec(
                stage.id(),
                stage.data(),
                stage.inputs(),
                stage.layers(),
                stage.train().shortened(divisor),
                stage.mark());
    }

    /** What stands for the seed where weights, order, augmentation and noise are drawn; below 2^24. */
    static long chance(long seed, int tuningSeed) {
        return new RandomStream(seed, "tune", tuningSeed).nextInt(1 << 24);
    }
}
