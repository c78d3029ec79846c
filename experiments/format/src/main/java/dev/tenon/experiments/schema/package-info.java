/** What a file can hold, for editors and for who asks: JSON Schema from the records that files become. */
@NullMarked
package dev.tenon.experiments.schema;

import org.jspecify.annotations.NullMarked;
