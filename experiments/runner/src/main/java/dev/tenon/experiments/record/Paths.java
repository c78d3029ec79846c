package dev.tenon.experiments.record;

import dev.tenon.experiments.run.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where in a run folder the tensors of an arm are: {@code weights/train.examples=64/whole.safetensors}. */
final class Paths {

    /** File systems take 255 bytes in a name; this leaves room for what is added. */
    private static final int LONGEST = 120;

    private final Map<Map<String, String>, String> cells = new LinkedHashMap<>();

    Paths(List<TrialId> trials) {
        Set<String> used = new HashSet<>();
        for (TrialId trial : trials) {
            Map<String, String> factors = trial.factors();
            if (cells.containsKey(factors)) {
                continue;
            }
            String name = factors.entrySet().stream()
                    .map(entry -> fileName(entry.getKey() + "=" + entry.getValue()))
                    .collect(Collectors.joining(","));
            if (name.length() > LONGEST || !used.add(name)) {
                name = "cell-" + (cells.size() + 1);
            }
            cells.put(factors, name);
        }
    }

    /** One file for each arm in each cell: a thousand trials do not make a thousand files. */
    String of(String folder, TrialId trial) {
        String cell = cells.getOrDefault(trial.factors(), "");
        return folder + "/" + (cell.isEmpty() ? "" : cell + "/") + fileName(trial.arm()) + ".safetensors";
    }

    /** A name that every file system takes: letters, digits and {@code . _ = + -}, other bytes as in an address. */
    static String fileName(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "._=+-".indexOf(c) >= 0);
            if (plain && !(c == '.' && name.isEmpty())) {
                name.append(c);
            } else {
                name.append('%').append(String.format(java.util.Locale.ROOT, "%02X", b & 0xff));
            }
        }
        return name.toString();
    }
}
