/** The analyses that the report draws by itself; a file may name each, of other layers, images and seeds. */
@org.jspecify.annotations.NullMarked
package dev.tenon.experiments.views;
