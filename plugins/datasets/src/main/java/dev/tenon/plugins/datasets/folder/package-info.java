/** Image files, a folder for each class. */
@NullMarked
package dev.tenon.plugins.datasets.folder;

import org.jspecify.annotations.NullMarked;
