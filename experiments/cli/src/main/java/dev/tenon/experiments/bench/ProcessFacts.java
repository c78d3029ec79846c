package dev.tenon.experiments.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the system knows about this process. */
final class ProcessFacts {

    private static final Path SELF = Path.of("/proc/self");

    /** Of Linux's clock in {@code /proc}, whatever the kernel's own. */
    private static final double TICKS = 100;

    /** Of a process's line in {@code /proc}: when it started, after the name and its closing parenthesis. */
    private static final int STARTED = 19;

    private ProcessFacts() {}

    /** Seconds since the process started: since the JVM did, where the system does not say. */
    static double age() {
        try {
            String stat = Files.readString(SELF.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            String up = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
            return Double.parseDouble(up) - Long.parseLong(fields[STARTED]) / TICKS;
        } catch (IOException | RuntimeException e) {
            return (System.currentTimeMillis()
                            - ManagementFactory.getRuntimeMXBean().getStartTime())
                    / 1000.0;
        }
    }

    /** The most memory that the process has had, in bytes: all of it on Linux, elsewhere what the JVM manages. */
    static long peakMemory() {
        try {
            List<String> status = Files.readAllLines(SELF.resolve("status"));
            for (String line : status) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException | RuntimeException e) {
            // No Linux: below.
        }
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getCommitted())
                .sum();
    }
}
