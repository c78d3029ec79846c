package dev.tenon.api.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the class of a {@link Service}: its name in a file, lower case, words joined by hyphens, such as {@code max-pool}. An
 * annotation and no method, since it is read from the class file: what a jar offers is known before any of its code runs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Type {
    /** The name. */
    String value();
}
