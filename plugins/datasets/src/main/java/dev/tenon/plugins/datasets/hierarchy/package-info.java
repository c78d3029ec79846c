/** Strings of a random hierarchy of synonyms: the model of Cagnetta et al. (2024). */
@NullMarked
package dev.tenon.plugins.datasets.hierarchy;

import org.jspecify.annotations.NullMarked;
