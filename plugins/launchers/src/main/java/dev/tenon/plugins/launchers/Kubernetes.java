package dev.tenon.plugins.launchers;

import dev.tenon.api.launch.LaunchScope;
import dev.tenon.api.launch.Launcher;
import dev.tenon.api.plugin.Type;
import dev.tenon.api.settings.Default;
import dev.tenon.api.settings.Describe;
import dev.tenon.api.settings.Range;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode">Indexed Job</a> of Kubernetes, a pod for
 * each shard. The manifest is written and not applied: which cluster, and as whom, is the user's to say.
 */
@Type("kubernetes")
@Describe("Writes a Kubernetes Indexed Job that computes the shards, to be applied with kubectl.")
public final class Kubernetes implements Launcher<Kubernetes.Settings> {

    /** What the pods are. */
    public record Settings(
            @Describe("the container image: one with Java and this Tenon, in the same folders as here")
            String image,

            @Describe("the claim of the volume that all pods share, ReadWriteMany")
            String claim,

            @Describe("where that volume is mounted, in pods as here; the run's folder must be in it")
            Path mount,

            @Describe("the namespace (default: that of kubectl's context)")
            Optional<String> namespace,

            @Describe("processors requested by a pod, such as 2 or 500m") @Default("\"1\"")
            String cpu,

            @Describe("memory limit of a pod, such as 4Gi") @Default("2Gi")
            String memory,

            @Describe("largest number of pods at a time (default: all)") @Range(min = 1)
            Optional<Integer> atOnce) {

        public Settings {
            if (!mount.isAbsolute()) {
                throw new IllegalArgumentException("mount is an absolute path, such as /data, not " + mount);
            }
        }
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public boolean launch(LaunchScope scope, Settings settings) {
        if (!scope.folder().startsWith(settings.mount())) {
            throw new dev.tenon.api.launch.LaunchException(scope.folder() + " is not in " + settings.mount()
                    + ", where the pods share a volume; name a folder in there with --out");
        }
        Path file = scope.folder().resolve("job.yaml");
        BatchCommands.write(file, manifest(scope, settings));
        scope.say("wrote " + file + "; compute the shards with: kubectl apply -f " + file
                + ", and give this command again, with `local` for `kubernetes`, when they have ended: it merges them");
        return false;
    }

    /** The manifest. JSON's quotes are YAML's too, so that no text is taken for something else. */
    static String manifest(LaunchScope scope, Settings settings) {
        return """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: %s
                %sspec:
                  completionMode: Indexed
                  completions: %d
                  parallelism: %d
                  backoffLimitPerIndex: %d
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - name: shard
                          image: %s
                          command: ["sh", "-c", %s]
                          resources:
                            requests: {cpu: %s, memory: %s}
                            limits: {memory: %s}
                          volumeMounts:
                            - {name: shared, mountPath: %s}
                      volumes:
                        - {name: shared, persistentVolumeClaim: {claimName: %s}}
                """.formatted(
                        quoted(scope.name()),
                        settings.namespace()
                                .map(name -> "  namespace: " + quoted(name) + "\n")
                                .orElse(""),
                        scope.shards(),
                        Math.min(scope.shards(), settings.atOnce().orElse(scope.shards())),
                        scope.attempts() - 1,
                        quoted(settings.image()),
                        quoted("exec sh " + BatchCommands.quoted(scope.script().toString())
                                + " \"$((JOB_COMPLETION_INDEX + 1))\""),
                        quoted(settings.cpu()),
                        quoted(settings.memory()),
                        quoted(settings.memory()),
                        quoted(settings.mount().toString()),
                        quoted(settings.claim()));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
