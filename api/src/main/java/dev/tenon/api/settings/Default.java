package dev.tenon.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a setting is when the file does not say: YAML text, as a user would have written it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** The text, such as {@code "0.5"} or {@code "[2, 2]"}; read as if it stood in the file. */
    String value();
}
