package dev.tenon.plugins.datasets.folder;

import dev.tenon.api.settings.Describe;

/** What is done about pictures that cannot be read. */
public enum Damaged {
    @Describe("nothing is loaded, and the message says which file it is")
    REFUSE,
    @Describe(
            "they are left out, and the report says how many and which; all pictures are decoded once more to find them")
    SKIP
}
