package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Annotation;
import dev.tenon.api.data.DataException;
import dev.tenon.api.data.Dataset;
import dev.tenon.api.data.DatasetScope;
import dev.tenon.api.data.Examples;
import dev.tenon.api.data.Rows;
import dev.tenon.api.data.Split;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.training.Targets;
import dev.tenon.plugins.datasets.folder.Pictures;
import dev.tenon.plugins.datasets.image.LightCanvas;
import dev.tenon.plugins.datasets.split.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Handwritten digits put on a canvas: is a "1" anywhere, is a "10" anywhere?
 *
 * <p>The scenes of a split take their digits from the same split of the digits' own data set, so that no handwriting is seen
 * both in training and in test; {@link Examples#sources} names the originals of each scene. Scenes with and without
 * what is to be found have as many digits, of the same contrast, anywhere in the same region. Labels are read off the finished
 * scene by {@link PairGeometry}.
 *
 * <p>Annotations: at level 1 each digit, labelled with its class, in the box of its ink. For pairs, also at level 0 the two
 * digits that matter, labelled with the pair ({@code 10}) or with why they are none ({@code reversed}); they are
 * the parent of the two.
 *
 * <p>What the first n scenes of a split are does not depend on how many follow.
 */
@Type("digit-scenes")
@Describe("scenes of handwritten digits: is a digit, or a pair of digits, anywhere in the scene? With hard "
        + "negatives, boxes and parts")
public final class DigitScenes implements Dataset<SceneSettings> {

    private static final int TRIES = 1000;

    @Override
    public Class<SceneSettings> settings() {
        return SceneSettings.class;
    }

    @Override
    public Optional<Rows> pictures(DatasetScope scope, SceneSettings settings, List<Path> files, Shape image) {
        return Pictures.like(scope, files, image);
    }

    @Override
    public Examples load(DatasetScope scope, SceneSettings settings) throws IOException {
        Examples digits = scope.dataset(settings.from());
        check(digits, settings.from().name());
        List<Target> targets = Target.all(settings.find(), digits.names());
        boolean pairs = targets.stream().anyMatch(Target.Pair.class::isInstance);
        if (pairs && settings.digits() < 2) {
            throw new DataException(
                    "a pair is to be found among digits: " + settings.digits() + "; a scene needs at least 2");
        }
        Counts counts = settings.examples();
        int height = settings.canvas().height();
        int width = settings.canvas().width();
        long pixels = (long) counts.total() * height * width;
        if (pixels > Integer.MAX_VALUE - 64) {
            throw new DataException("" + counts.total() + " scenes of " + height + " x " + width
                    + " pixels are too many for memory; ask for fewer examples or a smaller canvas");
        }
        float[] images = new float[(int) pixels];
        float[] signs = new float[counts.total() * targets.size()];
        int[][] sources = new int[counts.total()][];
        List<List<Annotation>> annotations = new ArrayList<>();
        FurtherColumns also = new FurtherColumns(
                settings.also().orElse(List.of()),
                digits.names(),
                counts.total(),
                height,
                width,
                settings.find().getFirst());
        PairGeometry reading = new PairGeometry(settings.gap(), settings.jitter());
        for (Split split : Split.values()) {
            if (counts.of(split) == 0) {
                continue;
            }
            RandomStream random = scope.random("digit-scenes/" + Counts.key(split));
            GlyphPool pool = GlyphPool.of(digits, split, settings.from().name());
            ScenePlacer easel = new ScenePlacer(
                    pool, settings.region(split), reading, settings.contrast(), settings.scale(), random);
            Composer composer = pairs
                    ? new PairComposer(easel, targets, settings.hardNegatives(), settings.digits())
                    : new DigitComposer(easel, targets, settings.digits());
            for (int i = counts.first(split); i < counts.first(split) + counts.of(split); i++) {
                Scene scene = compose(composer, split, settings);
                LightCanvas canvas = new LightCanvas(images, i * height * width, height, width);
                scene.digits().forEach(digit -> digit.draw(canvas));
                canvas.noise((float) settings.noise(), random);
                for (int t = 0; t < targets.size(); t++) {
                    signs[i * targets.size() + t] = reading.holds(scene.digits(), targets.get(t)) ? 1f : -1f;
                }
                sources[i] = scene.sources();
                List<Annotation> inScene = scene.annotations(digits.names());
                annotations.add(inScene);
                also.add(i, scene, inScene);
            }
        }
        Examples.Builder examples = Examples.of(Shape.of(height, width, 1), images)
                .signs(signs, settings.find())
                .sources(sources)
                .annotations(annotations);
        also.addTo(examples);
        counts.addTo(examples);
        return examples.build();
    }

    /** Refuses digits that cannot be put into scenes. */
    static void check(Examples digits, String from) {
        if (digits.kind() != Targets.CLASSES || digits.image().dim(2) != 1) {
            throw new DataException("from names " + from + ", whose images " + digits.image()
                    + " have " + (digits.kind() == Targets.CLASSES ? "several channels" : "no classes")
                    + "; it takes images of one channel with one class each, such as uci-digits");
        }
    }

    private static Scene compose(Composer composer, Split split, SceneSettings settings) {
        composer.advance();
        for (int i = 0; i < TRIES; i++) {
            Optional<Scene> scene = composer.attempt();
            if (scene.isPresent()) {
                return scene.get();
            }
        }
        throw new DataException("no " + Counts.key(split) + " scene was found in " + TRIES + " tries of placing "
                + composer.plan() + " among " + settings.digits() + " digits within " + settings.region(split)
                + " of a canvas of "
                + settings.canvas().height() + " x " + settings.canvas().width()
                + " pixels; enlarge canvas or positions, lower digits or scale, or find less");
    }
}
