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
final class ImageGroups {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String FIELD = "\\s*(\"(?:[^\"]|\"\")*+\"|[^\",]*+)\\s*";

    /** RFC 4180, as far as a line goes. */
    private static final Pattern ROW = Pattern.compile(FIELD + "," + FIELD);

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
                    String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                    if (group == null || group.isEmpty()) {
                        throw new DataException(
                                file + ": group-pattern " + pattern
                                        + " finds no text for its group; change the pattern so that it does in every file's name");
                    }
                    return number(group);
                })
                .toArray();
    }

    /**
     * The group of each file by a table of two columns, {@code file,group}, with or without a first row of names; a field may stand in
     * quotation marks. Files are named as from the images' folder ({@code cat/1.png}) or by their name alone.
     */
    int[] byTable(List<Path> files, Path folder, byte[] table, Path path) {
        Map<String, String> groups = new HashMap<>();
        List<String> lines = new String(table, StandardCharsets.UTF_8).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 && lines.getFirst().startsWith(BYTE_ORDER_MARK)
                            ? lines.getFirst().substring(1)
                            : lines.get(i))
                    .strip();
            if (line.isEmpty()) {
                continue;
            }
            String where = path + ":" + (i + 1) + ": ";
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                throw new DataException(
                        where + "is not two columns with a comma between; write file,group in each line");
            }
            String file = unquoted(row.group(1)).replace('\\', '/');
            String group = unquoted(row.group(2));
            if (group.isEmpty()) {
                throw new DataException(
                        where + file + " has no group; give it one, its own if it belongs to no other image");
            }
            String before = groups.putIfAbsent(file, group);
            if (before != null && !before.equals(group)) {
                throw new DataException(where + file + " has the group " + group + ", but " + before
                        + " above; name files with their folders (cat/1.png) if several have one name");
            }
        }
        Map<String, String> firstOfName = new HashMap<>();
        return files.stream()
                .mapToInt(file -> {
                    String below = folder.relativize(file).toString().replace('\\', '/');
                    String name = String.valueOf(file.getFileName());
                    String group = groups.get(below);
                    if (group == null && groups.containsKey(name)) {
                        String first = firstOfName.putIfAbsent(name, below);
                        if (first != null) {
                            throw new DataException(path + " names " + name + " without a folder, but there are "
                                    + first + " and " + below + "; write these instead");
                        }
                        group = groups.get(name);
                    }
                    if (group == null) {
                        throw new DataException(
                                path + " has no line for " + below + "; add one, such as " + below + ",patient-1");
                    }
                    return number(group);
                })
                .toArray();
    }

    private static String unquoted(String field) {
        String plain = field.strip();
        return plain.startsWith("\"") ? plain.substring(1, plain.length() - 1).replace("\"\"", "\"") : plain;
    }

    private int number(String group) {
        return numbers.computeIfAbsent(group, key -> numbers.size());
    }

    /** What a group is called. */
    String name(int number) {
        return List.copyOf(numbers.keySet()).get(number);
    }
}
