/** What is looked at in a trained network: its layers' results, with changes to inputs or units, and what comes of that. */
@NullMarked
package dev.tenon.api.analysis;

import org.jspecify.annotations.NullMarked;
