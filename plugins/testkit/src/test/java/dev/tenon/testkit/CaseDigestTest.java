package dev.tenon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenon.api.numerics.Contract;
import dev.tenon.testkit.cases.ArrangementCases;
import dev.tenon.testkit.cases.Case;
import dev.tenon.testkit.cases.ConvolutionCases;
import dev.tenon.testkit.cases.DepthwiseCases;
import dev.tenon.testkit.cases.ElementTypeCases;
import dev.tenon.testkit.cases.LargeCases;
import dev.tenon.testkit.cases.NetCases;
import dev.tenon.testkit.cases.NonFiniteCases;
import dev.tenon.testkit.cases.PoolingCases;
import dev.tenon.testkit.cases.ProbabilityCases;
import dev.tenon.testkit.cases.ProductCases;
import dev.tenon.testkit.cases.ReductionCases;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Golden digests of what the contract gives for whole families of cases: the order of terms in every composite is in them.
 * A change of one means that runs which people have kept no longer come out the same; that is a new {@link
 * Contract#VERSION}. A family that gets another case gets another digest, which says nothing about the contract: compare the
 * old cases alone first.
 */
final class CaseDigestTest {
    @Test
    void versionOne() {
        assertEquals(1, Contract.VERSION);
        String actual = line("reductions", ReductionCases.all())
                + line("products", ProductCases.all())
                + line("arrangements", ArrangementCases.all())
                + line("convolutions", ConvolutionCases.all())
                + line("few filters", ConvolutionCases.fewFilters())
                + line("depthwise", DepthwiseCases.all())
                + line("not finite", NonFiniteCases.all())
                + line("pooling", PoolingCases.all())
                + line("probabilities", ProbabilityCases.all())
                + line("large", LargeCases.all())
                + line("nets", NetCases.all())
                + line("element types", ElementTypeCases.all());
        assertEquals("""
                reductions 6f0afe86b164515e
                products 520ac496a0ad66ad
                arrangements 46e5de95b3512459
                convolutions cfef5016d27c6773
                few filters eab7b8a51e733bdf
                depthwise 9c4ecaa910371a89
                not finite 01ca3e9ac674555f
                pooling e1258480ed4bb5a4
                probabilities 514f02494419a4f7
                large 09a77a80d439230d
                nets 9fc2824990836b1f
                element types ecfde3969ec05bfb
                """, actual);
    }

    private static String line(String family, List<Case> cases) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (Case each : cases) {
            each.expected().outputs().forEach(outputs -> outputs.values().forEach(values -> add(digest, values)));
            each.expected().leaves().values().forEach(values -> add(digest, values));
        }
        return family + " " + HexFormat.of().formatHex(digest.digest(), 0, 8) + "\n";
    }

    private static void add(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (float value : values) {
            bytes.putInt(Float.floatToIntBits(value));
        }
        digest.update(bytes.array());
    }
}
