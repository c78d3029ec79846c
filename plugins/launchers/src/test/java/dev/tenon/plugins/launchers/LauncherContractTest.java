package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.Launcher;
import dev.tenon.testkit.LauncherContract;
import dev.tenon.testkit.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Each launcher keeps the suite; Slurm's where it is installed, or stood in for, is tried in {@link SlurmTest}. */
final class LauncherContractTest {

    @Nested
    final class LocalTest extends LauncherContract {
        @Override
        protected Launcher<?> launcher() {
            return new Local();
        }

        @Override
        protected Record settings(Path shared) {
            return new Local.Settings(Optional.of(2));
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(); // @Range refuses what is wrong
        }
    }

    @Nested
    final class KubernetesTest extends LauncherContract {
        @Override
        protected Launcher<?> launcher() {
            return new Kubernetes();
        }

        @Override
        protected Record settings(Path shared) {
            return new Kubernetes.Settings(
                    "tenon:0.2", "work", shared, Optional.of("lab"), "2", "4Gi", Optional.empty());
        }

        @Override
        protected boolean starts() {
            return false;
        }

        @Override
        protected List<Mistake> mistakes() {
            return List.of(Mistake.of(
                    "a relative mount",
                    () -> new Kubernetes.Settings(
                            "tenon", "work", Path.of("work"), Optional.empty(), "1", "2Gi", Optional.empty()),
                    "absolute path",
                    "not work"));
        }
    }
}
