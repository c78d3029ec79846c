/** What is made once and given to whoever asks for it. */
@NullMarked
package dev.tenon.experiments.inject;

import org.jspecify.annotations.NullMarked;
