package dev.tenon.backend.opencl.device;

import java.util.List;

/**
 * A system property that takes one of a few words.
 *
 * @param words that it takes
 * @param otherwise what is so without it
 */
public record WordProperty(String name, List<String> words, String otherwise) {

    /**
     * The word that it has; an empty text if it is not set.
     *
     * @throws OpenClException if it has another
     */
    public String word() {
        String given = System.getProperty(name, "");
        if (!given.isEmpty() && !words.contains(given)) {
            throw new OpenClException(
                    "-D" + name + "=" + given + ": there " + (words.size() == 1 ? "is " : "are ")
                            + String.join(" and ", words) + "; without it " + otherwise,
                    null);
        }
        return given;
    }
}
