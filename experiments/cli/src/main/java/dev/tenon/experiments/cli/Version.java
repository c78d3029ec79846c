package dev.tenon.experiments.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code tenon --version} prints. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String tenon = Version.class.getModule().getDescriptor().rawVersion().orElse("(unversioned)");
        return new String[] {"tenon " + tenon, "Java " + Runtime.version()};
    }
}
