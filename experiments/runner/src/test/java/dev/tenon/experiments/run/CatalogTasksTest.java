package dev.tenon.experiments.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The experiments that ship with masks, several inputs and several losses reach a stated level, smaller than they are by default. */
final class CatalogTasksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            canvas            | free               | test.accuracy            | at least | 1     | defaults.train.epochs=6
            autoencoder       | curved             | test.mean-squared-error  | at most  | 0.011 | defaults.train.epochs=25
            augmented-digits  | turned             | test.accuracy            | at least | 0.85  | defaults.train.steps=300 defaults.train.examples=200 design.vary={}
            locate            | positions-kept     | test.mean-absolute-error | at most  | 0.04  | defaults.train.epochs=8 data.scenes.examples.train=800 data.scenes.examples.test=300
            same-or-different | siamese            | test.accuracy            | at least | 0.7   | defaults.train.epochs=12
            two-views         | answer-and-classes | test.left                | at least | 0.9   | defaults.train.epochs=12
            part-hints        | with-parts         | test.auroc               | at least | 0.93  | defaults.train.epochs=6 data.scenes.examples.test=300
            segment-digits    | u-net              | test.mean-iou            | at least | 0.3   | defaults.train.epochs=8 data.scenes.canvas=[12,12] data.scenes.digits=1 data.scenes.examples.train=1500 data.scenes.examples.test=200
            motifs            | part-supervised    | test.accuracy            | at least | 0.6   | design.vary={} compare.law=null data.toys.examples.train=32
            parts-as-hints    | hinted             | test.accuracy            | at least | 0.68  | defaults.train.steps=1000 data.sprites.patches=2 data.sprites.examples.train=4000 data.patches.examples.train=8000 arms.hinted.stages.sprites.train.steps=1500
            random-hierarchy-depth | part-supervised | test.accuracy          | at least | 0.9   | design.vary={} tune=null compare.law=null data.strings.train=4
            random-hierarchy-depth | deep          | test.accuracy            | at least | 0.85  | design.vary={} tune=null compare.law=null data.strings.train=8
            random-hierarchy-synonyms | deep       | test.accuracy            | at least | 0.8   | design.vary={} compare.law=null data.strings.synonyms=2 data.strings.train=4 analyses=null
            random-hierarchy-sparse | convolutional | test.accuracy          | at least | 0.9   | design.vary={} compare.law=null data.strings.train=32 defaults.train.epochs=10
            input-volumes     | learned            | test.auroc               | at least | 0.9   | defaults.train.epochs=30
            levels            | deep               | test.accuracy            | at least | 0.93  | defaults.train.epochs=8 analyses=null
            style             | sizes-random       | test.kind                | at least | 0.6   | data.pictures.examples.train=240 arms.pixels.stages.judge.train.epochs=8 arms.pixels.stages.painter.train.steps=1 arms.sizes-trained.stages.painter.train.steps=80 arms.sizes-trained.stages.reader.train.epochs=1
            screening         | small              | test.near                | at least | 0.7   | defaults.train.steps=20 arms.small.train.steps=150 data.retinas.examples.train=300 data.retinas.examples.validation=40 data.retinas.examples.test=200 analyses=null
            harmonise         | without-content    | test.missed              | at least | 0.4   | data.textures.examples.train=240 data.textures.examples.test=64 arms.harmonised.stages.harmoniser.train.epochs=2
            motif-combinations | motifs            | test.unseen              | at least | 0.75  | design.vary={} tune=null data.toys.examples.train=32
            """)
    void isReached(String experiment, String arm, String metric, String bound, double level, String settings)
            throws IOException {
        String text = Files.readString(Path.of("../catalog", experiment + ".yaml"));
        String[] overrides = Stream.concat(
                        Stream.of("design.seeds=1"),
                        Arrays.stream(settings.trim().split(" ")))
                .toArray(String[]::new);
        TrialRecord trial = Trials.trial(Trials.only(arm, text, overrides), arm, 0);
        assertEquals(TrialRecord.Status.COMPLETED, trial.status(), trial.message());
        double value = trial.metrics().getOrDefault(metric, Double.NaN);
        assertTrue(
                bound.equals("at most") ? value <= level : value >= level,
                () -> metric + " of " + arm + " is " + value + ", not " + bound + " " + level);
    }
}
