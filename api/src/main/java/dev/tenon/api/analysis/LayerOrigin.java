package dev.tenon.api.analysis;

/**
 * Where a layer's weights came from before the network was trained, and whether training may change them.
 *
 * @param layer its id
 * @param from {@code drawn}; {@code written in the file}; {@code ARM.STAGE.LAYER} of what a stage had learned; or the run or file, and what
 *     of it
 * @param frozen whether training leaves them as they start
 * @since 0.2
 */
public record LayerOrigin(String layer, String from, boolean frozen) {}
