package dev.tenon.api.data;

/**
 * Where given examples come from, and what one may do with them; runs record it.
 *
 * @param title what is to be cited, in words
 * @param url where it is found, such as {@code https://doi.org/...}
 * @param licence an SPDX identifier, such as {@code CC-BY-4.0}, or the licence's own words
 */
public record DataSource(String title, String url, String licence) {

    /**
     * A source.
     *
     * @throws IllegalArgumentException if a part is blank
     */
    public DataSource {
        if (title.isBlank() || url.isBlank() || licence.isBlank()) {
            throw new IllegalArgumentException("a data source has a title, a url and a licence");
        }
    }
}
