package dev.tenon.experiments.plugin;

import dev.tenon.api.plugin.Service;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the api: major and minor. What comes after them changes nothing that a plugin could see. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {

    static final String MODULE = "dev.tenon.api";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})([.\\-+].*)?");

    /** That of the running Tenon; empty where its api was compiled without a version. */
    static Optional<ApiVersion> here() {
        return Optional.ofNullable(Service.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .flatMap(ApiVersion::parse);
    }

    /** What javac wrote into a module-info: the version of the api that the module was compiled against. */
    static Optional<String> builtFor(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(requires -> requires.name().equals(MODULE))
                .findFirst()
                .flatMap(Requires::rawCompiledVersion);
    }

    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether it runs what was built for another version: an older one, or the same, without a break between them. */
    boolean runs(ApiVersion built) {
        boolean unbroken = major == built.major && (major > 0 || minor == built.minor);
        return unbroken && built.compareTo(this) <= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
