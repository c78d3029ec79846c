package dev.tenon.experiments.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commit of a folder that is under version control, as the program {@code git} says it.
 *
 * @param commit in hexadecimal
 * @param dirty whether files that git knows, or might know, differ from that commit
 */
record Git(String commit, boolean dirty) {

    private static final Logger LOG = LoggerFactory.getLogger(Git.class);

    private static final int SECONDS = 5;
    private static final int LONGEST = 1 << 20;

    /** Of a folder; empty where there is no git, or the folder is in no repository with a commit. */
    static Optional<Git> of(Path folder) {
        return said(folder, "rev-parse", "HEAD")
                .map(String::strip)
                .filter(commit -> commit.matches("[0-9a-f]{40,64}"))
                .flatMap(commit ->
                        said(folder, "status", "--porcelain").map(files -> new Git(commit, !files.isBlank())));
    }

    private static Optional<String> said(Path folder, String... words) {
        String[] command = new String[words.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = folder.toString();
        System.arraycopy(words, 0, command, 3, words.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0"); // Looking changes nothing.
        try {
            Process git = builder.start();
            try {
                String text = new String(git.getInputStream().readNBytes(LONGEST), StandardCharsets.UTF_8);
                return git.waitFor(SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0
                        ? Optional.of(text)
                        : Optional.empty();
            } finally {
                git.destroy();
            }
        } catch (IOException e) {
            LOG.debug("no git", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
