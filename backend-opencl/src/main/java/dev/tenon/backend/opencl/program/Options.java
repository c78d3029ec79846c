package dev.tenon.backend.opencl.program;

import dev.tenon.api.numerics.Exp;
import dev.tenon.api.numerics.Log;
import dev.tenon.api.numerics.Tanh;
import dev.tenon.backend.opencl.device.DeviceLimits;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every source is compiled with on a device: exact arithmetic, and the contract's constants. */
final class Options {
    private Options() {}

    /** For the compiler's command line. */
    static String of(DeviceLimits limits) {
        return limits.exactDivision() ? "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt" : "-cl-std=CL1.2";
    }

    /** What comes before the text. */
    static String prelude(DeviceLimits limits) {
        StringBuilder text = new StringBuilder();
        if (limits.exactDivision()) {
            text.append("#define TENON_EXACT_DIVISION\n");
        }
        if (limits.doubles()) {
            text.append("#define TENON_DOUBLES\n");
            doubles()
                    .forEach((name, value) -> define(
                            text, name, value < 0 ? "(" + Double.toHexString(value) + ")" : Double.toHexString(value)));
            longs().forEach((name, value) -> define(text, name, value + "L"));
        }
        return text.toString();
    }

    private static void define(StringBuilder text, String name, String value) {
        text.append("#define ").append(name).append(' ').append(value).append('\n');
    }

    private static Map<String, Double> doubles() {
        Map<String, Double> constants = new LinkedHashMap<>();
        constants.put("EXP_UPPER", Exp.UPPER);
        constants.put("EXP_LOWER", Exp.LOWER);
        constants.put("EXP_INVERSE_LN2", Exp.INVERSE_LN2);
        constants.put("EXP_LN2_HIGH", Exp.LN2_HIGH);
        constants.put("EXP_LN2_LOW", Exp.LN2_LOW);
        constants.put("EXP_ROUNDER", Exp.ROUNDER);
        double[] exp = {Exp.C2, Exp.C3, Exp.C4, Exp.C5, Exp.C6, Exp.C7, Exp.C8, Exp.C9, Exp.C10, Exp.C11, Exp.C12};
        for (int i = 0; i < exp.length; i++) {
            constants.put("EXP_C" + (i + 2), exp[i]);
        }
        constants.put("TANH_LIMIT", Tanh.LIMIT);
        constants.put("TANH_C13", Tanh.C13);
        constants.put("LOG_LN2_HIGH", Log.LN2_HIGH);
        constants.put("LOG_LN2_LOW", Log.LN2_LOW);
        double[] log = {Log.A1, Log.A2, Log.A3, Log.A4, Log.A5, Log.A6, Log.A7, Log.A8, Log.A9, Log.A10, Log.A11};
        for (int i = 0; i < log.length; i++) {
            constants.put("LOG_A" + (i + 1), log[i]);
        }
        return constants;
    }

    private static Map<String, Long> longs() {
        Map<String, Long> constants = new LinkedHashMap<>();
        constants.put("LOG_RANGE_START_BITS", Log.RANGE_START_BITS);
        constants.put("LOG_ONE_BITS", Log.ONE_BITS);
        constants.put("LOG_MANTISSA_BITS", Log.MANTISSA_BITS);
        return constants;
    }
}
