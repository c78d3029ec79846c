package dev.tenon.api.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * The shards of a run, numbered from 1.
 *
 * @since 0.2
 */
public interface LaunchScope {

    /** A name for what is launched: lower case letters, digits and hyphens, at most 52 of them, the first a letter. */
    String name();

    /** How many shards there are, at least 1. */
    int shards();

    /** The command of a shard, to be started in any folder. */
    List<String> command(int shard);

    /** The same as a script for {@code sh}, which takes the number of the shard as its one argument. */
    Path script();

    /** An absolute folder for what a launcher writes: scripts and logs. All machines must see it under this name. */
    Path folder();

    /** How often a shard may be started, at least 1. */
    int attempts();

    /** Whether it is only to be written down what would be started. */
    boolean dryRun();

    /** Whether all trials of a shard have ended; looks into its run folder. */
    boolean done(int shard);

    /** Tells the user something, on one line. */
    void say(String line);
}
