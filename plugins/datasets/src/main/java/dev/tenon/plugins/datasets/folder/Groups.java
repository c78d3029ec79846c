package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.data.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which images belong together, for example those of one patient. */
final class Groups {

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** The group of each file by a pattern in its name: the first bracketed part, or all that matches. */
    int[] byPattern(List<Path> files, Pattern pattern) {
        return files.stream()
                .mapToInt(file -> {
                    Matcher matcher = pattern.matcher(String.valueOf(file.getFileName()));
                    if (!matcher.find()) {
                        throw new DataException(file + " does not match group-pattern " + pattern
                                + "; change the pattern so that it finds a group in every file's name");
                    }
                    return number(
                            matcher.groupCount() > 0 && matcher.group(1) != null ? matcher.group(1) : matcher.group());
                })
                .toArray();
    }

    /**
     * The group of each file by a table of two columns, {@code file,group}, with or without a first row of names. Files are
     * named as from the images' folder ({@code cat/1.png}) or by their name alone.
     */
    int[] byTable(List<Path> files, Path folder, byte[] table, Path path) {
        Map<String, String> groups = new HashMap<>();
        List<String> lines = new String(table, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int comma = line.lastIndexOf(',');
            if (line.isEmpty()) {
                continue;
            }
            if (comma < 1) {
                throw new DataException(path + ":" + (i + 1) + ": has no two columns; write file,group in each line");
            }
            groups.put(unquoted(line.substring(0, comma)), unquoted(line.substring(comma + 1)));
        }
        return files.stream()
                .mapToInt(file -> {
                    String below = folder.relativize(file).toString().replace('\\', '/');
                    String group = groups.getOrDefault(below, groups.get(String.valueOf(file.getFileName())));
                    if (group == null) {
                        throw new DataException(
                                path + " has no line for " + below + "; add one, as " + below + ",patient-1");
                    }
                    return number(group);
                })
                .toArray();
    }

    private static String unquoted(String field) {
        String plain = field.strip();
        return plain.length() > 1 && plain.startsWith("\"") && plain.endsWith("\"")
                ? plain.substring(1, plain.length() - 1)
                : plain;
    }

    private int number(String group) {
        return numbers.computeIfAbsent(group, key -> numbers.size());
    }

    /** What a group is called. */
    String name(int number) {
        return List.copyOf(numbers.keySet()).get(number);
    }
}
