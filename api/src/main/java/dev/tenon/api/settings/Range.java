package dev.tenon.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers a setting may take, bounds included; for a list or a record of numbers, each of them. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The least number (default: no lower bound). */
    double min() default Double.NEGATIVE_INFINITY;

    /** The greatest number (default: no upper bound). */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether the lower bound itself is excluded. */
    boolean above() default false;

    /** Whether the upper bound itself is excluded. */
    boolean below() default false;
}
