package dev.tenon.plugins.datasets.scenes;

import dev.tenon.api.data.Examples;
import dev.tenon.api.settings.Size;
import dev.tenon.plugins.datasets.Sets;
import dev.tenon.plugins.datasets.range.NumberRange;
import dev.tenon.plugins.datasets.range.Span;
import dev.tenon.plugins.datasets.split.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Settings and scenes of tests. */
final class SceneSets {

    static final List<HardNegative> ALL = List.of(HardNegative.values());

    private SceneSets() {}

    /** As by default, but for what is given. */
    static SceneSettings settings(List<String> find, int digits, Counts counts) {
        return new SceneSettings(
                Sets.DIGITS,
                new Size(24, 40),
                find,
                digits,
                ALL,
                counts,
                Region.named("anywhere"),
                Optional.empty(),
                Span.of(List.of(1, 3)),
                2,
                NumberRange.of(List.of(0.7, 1.0)),
                NumberRange.of(1),
                0.1,
                Optional.empty());
    }

    /** Neither noise nor a contrast below 1. */
    static SceneSettings plain(SceneSettings from) {
        return new SceneSettings(
                from.from(),
                from.canvas(),
                from.find(),
                from.digits(),
                from.hardNegatives(),
                from.examples(),
                from.positions(),
                from.testPositions(),
                from.gap(),
                from.jitter(),
                NumberRange.of(1),
                from.scale(),
                0,
                from.also());
    }

    static SceneSettings at(SceneSettings from, Size canvas, Region positions, Optional<Region> testPositions) {
        return new SceneSettings(
                from.from(),
                canvas,
                from.find(),
                from.digits(),
                from.hardNegatives(),
                from.examples(),
                positions,
                testPositions,
                from.gap(),
                from.jitter(),
                from.contrast(),
                from.scale(),
                from.noise(),
                from.also());
    }

    static SceneSettings against(SceneSettings from, List<HardNegative> hardNegatives, NumberRange scale) {
        return new SceneSettings(
                from.from(),
                from.canvas(),
                from.find(),
                from.digits(),
                hardNegatives,
                from.examples(),
                from.positions(),
                from.testPositions(),
                from.gap(),
                from.jitter(),
                from.contrast(),
                scale,
                from.noise(),
                from.also());
    }

    static SceneSettings also(SceneSettings from, Also... columns) {
        return new SceneSettings(
                from.from(),
                from.canvas(),
                from.find(),
                from.digits(),
                from.hardNegatives(),
                from.examples(),
                from.positions(),
                from.testPositions(),
                from.gap(),
                from.jitter(),
                from.contrast(),
                from.scale(),
                from.noise(),
                Optional.of(List.of(columns)));
    }

    static Examples load(SceneSettings settings, Examples digits) {
        try {
            return new DigitScenes().load(Sets.scope(Sets.SEED, digits), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
