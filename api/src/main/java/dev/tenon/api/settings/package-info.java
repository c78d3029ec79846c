/** How services take settings: records whose components are the keys a user writes, and the annotations that document them. */
@NullMarked
package dev.tenon.api.settings;

import org.jspecify.annotations.NullMarked;
