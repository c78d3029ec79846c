package dev.tenon.plugins.launchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.api.launch.LaunchException;
import dev.tenon.api.launch.LaunchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The manifest that is written for Kubernetes. */
final class KubernetesManifestTest {

    private record Scope(Path folder) implements LaunchScope {

        @Override
        public String name() {
            return "digits-1";
        }

        @Override
        public int shards() {
            return 16;
        }

        @Override
        public List<String> command(int shard) {
            return List.of("false");
        }

        @Override
        public Path script() {
            return folder.resolve("it's \"it\".sh");
        }

        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public boolean dryRun() {
            return true;
        }

        @Override
        public boolean done(int shard) {
            return false;
        }

        @Override
        public void say(String line) {}
    }

    private static final Kubernetes.Settings SETTINGS = new Kubernetes.Settings(
            "registry/tenon:0.2", "work", Path.of("/work"), Optional.of("lab"), "500m", "4Gi", Optional.of(4));

    /** As the reference of batch/v1 has it: an Indexed Job with a limit for each index needs restartPolicy Never. */
    @Test
    void anIndexedJobWithAPodForEachShard() {
        assertEquals("""
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: "digits-1"
                  namespace: "lab"
                spec:
                  completionMode: Indexed
                  completions: 16
                  parallelism: 4
                  backoffLimitPerIndex: 2
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - name: shard
                          image: "registry/tenon:0.2"
                          command: ["sh", "-c", "exec sh '/work/runs/it'\\\\''s \\"it\\".sh' \\"$((JOB_COMPLETION_INDEX + 1))\\""]
                          resources:
                            requests: {cpu: "500m", memory: "4Gi"}
                            limits: {memory: "4Gi"}
                          volumeMounts:
                            - {name: shared, mountPath: "/work"}
                      volumes:
                        - {name: shared, persistentVolumeClaim: {claimName: "work"}}
                """, Kubernetes.manifest(new Scope(Path.of("/work/runs")), SETTINGS));
    }

    @Test
    void aFolderThatThePodsDoNotShareIsRefused() {
        LaunchException e = assertThrows(
                LaunchException.class, () -> new Kubernetes().launch(new Scope(Path.of("/home/me")), SETTINGS));
        assertTrue(String.valueOf(e.getMessage()).contains("/home/me is not in /work"), e.getMessage());
    }
}
