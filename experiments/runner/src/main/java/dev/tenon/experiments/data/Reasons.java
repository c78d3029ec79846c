package dev.tenon.experiments.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why data cannot be read, in words: of many the message is a path alone, and some have none. */
final class Reasons {

    private Reasons() {}

    static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "may not be read: " + denied.getFile();
            case NoSuchFileException missing -> "cannot be read: there is no " + missing.getFile();
            case EOFException end -> "cannot be read: a file ends too early";
            default -> "cannot be read" + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }
}
