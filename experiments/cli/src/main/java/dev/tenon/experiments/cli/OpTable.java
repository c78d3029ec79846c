package dev.tenon.experiments.cli;

import dev.tenon.experiments.bench.OpResult;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was measured of single ops, as text. */
final class OpTable {

    private OpTable() {}

    /** Two tables: what is compared with the arithmetic of the device, and what with its copying. */
    static List<String> lines(List<OpResult> results) {
        List<String> lines = new ArrayList<>();
        Columns arithmetic = new Columns("op", "shape", "threads", "us", "GFLOP/s", "min", "max", "% of peak");
        Columns memory = new Columns("op", "shape", "threads", "us", "GB/s", "min", "max", "% of copying");
        Set<String> ceilings = new LinkedHashSet<>();
        int products = 0;
        for (OpResult r : results) {
            double rate = r.arithmetic() ? r.gflops() : r.gigabytes();
            products += r.arithmetic() ? 1 : 0;
            (r.arithmetic() ? arithmetic : memory)
                    .row(
                            r.kind(),
                            r.shape(),
                            Integer.toString(r.threads()),
                            BenchTable.figure(r.micros()),
                            BenchTable.figure(rate),
                            BenchTable.figure(
                                    rate * r.perSecond().least() / r.perSecond().median()),
                            BenchTable.figure(
                                    rate * r.perSecond().most() / r.perSecond().median()),
                            Double.isNaN(r.share()) ? "" : BenchTable.decimals(100 * r.share(), 1));
            if (r.peakGflops() > 0) {
                ceilings.add(BenchTable.ceiling(r.device(), r.peakGflops(), r.copyGigabytes()));
            }
        }
        if (products > 0) {
            lines.addAll(arithmetic.lines(""));
            lines.add("");
        }
        if (products < results.size()) {
            lines.addAll(memory.lines(""));
            lines.add("");
        }
        lines.addAll(ceilings);
        return lines;
    }
}
