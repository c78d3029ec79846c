package dev.tenon.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a public static method of a settings record that returns the record: another way to write it in a file.
 * Its one parameter is {@code String}, {@code int}, {@code double} or a {@code List} of Integer, Double or
 * String; the file's scalar or list is given to it. It throws {@link IllegalArgumentException} with a message
 * for the user.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Shorthand {}
