package dev.tenon.experiments.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code tenon --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"tenon " + tenon(), "Java " + Runtime.version()};
    }

    /** Tenon's own version. */
    static String tenon() {
        return Version.class.getModule().getDescriptor().rawVersion().orElse("(unversioned)");
    }
}
