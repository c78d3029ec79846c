package dev.tenon.experiments.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a command writes: results to one stream, progress and errors to the other. */
final class Console {

    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)");
    private static final int USUAL_WIDTH = 80;

    private final Sink results;
    private final PrintWriter out;
    private final PrintWriter help;
    private final PrintWriter err;
    private final PrintWriter messages;
    private final boolean errTerminal;
    private final boolean colour;
    private final boolean unicode;
    private volatile boolean muted;

    Console(Writer out, Writer err, boolean errTerminal, boolean colour, boolean unicode) {
        this.results = new Sink(out);
        this.out = new PrintWriter(new SafeWriter(results), true);
        this.help = new PrintWriter(results);
        this.err = new PrintWriter(err);
        this.messages = new PrintWriter(new SafeWriter(err));
        this.errTerminal = errTerminal;
        this.colour = colour;
        this.unicode = unicode;
    }

    /**
     * The streams of the process. Whether they are terminals the launcher says, since Java tells it only of both at once:
     * {@code tenon.terminal} lists those of {@code out} and {@code err} that are.
     */
    static Console system() {
        Map<String, String> environment = System.getenv();
        String terminals = System.getProperty("tenon.terminal", "");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        Charset charset = charset(System.out);
        return new Console(
                // Not System.out, which does not tell what went wrong.
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), charset),
                new OutputStreamWriter(System.err, charset),
                terminals.contains("err") && !dumb,
                terminals.contains("out") && terminals.contains("err") && wantsColour(environment),
                charset.newEncoder().canEncode('█'));
    }

    /** <a href="https://no-color.org">NO_COLOR</a>, set and not empty, means none. */
    static boolean wantsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** Without a locale Java falls back to ASCII, where every terminal and pipe of today takes UTF-8. */
    private static Charset charset(PrintStream stream) {
        return stream.charset().equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : stream.charset();
    }

    /** For what was asked for. */
    PrintWriter out() {
        return out;
    }

    /** The same stream for help, which may be in colours. */
    PrintWriter help() {
        return help;
    }

    /** Why not all that was asked for could be written. */
    Optional<String> failure() {
        help.flush();
        out.flush();
        return results.failure();
    }

    /** Whether progress may redraw its line. */
    boolean errTerminal() {
        return errTerminal;
    }

    boolean colour() {
        return colour;
    }

    /** Whether block characters arrive as such. */
    boolean unicode() {
        return unicode;
    }

    /** A line for people, about the work and not of it. */
    void note(String line) {
        print("", line + "\n", "");
    }

    /** A line in place of the one that was drawn before, without a line feed; none if it is empty. */
    void draw(String line) {
        // Back to the first column, then erase what is right of the new line (ECMA-48 EL).
        print("\r", line, "\033[K");
    }

    /** What went wrong; several lines are indented under the first. */
    void error(String message) {
        String text = message.strip().replace("\n", "\n  ") + "\n";
        if (colour) {
            print("\033[1;31mtenon:\033[0m ", text, "");
        } else {
            print("tenon: ", text, "");
        }
    }

    /** Text between what moves the cursor or has colours. */
    private synchronized void print(String before, String text, String after) {
        if (!muted) {
            err.print(before);
            messages.print(text);
            err.print(after);
            err.flush();
        }
    }

    /** A stack trace, for who asked for it. */
    void trace(Throwable error) {
        if (!muted) {
            error.printStackTrace(messages);
            messages.flush();
        }
    }

    /** The stream of errors for what writes bytes, in UTF-8; a line arrives when it is flushed. */
    OutputStream errStream() {
        return new ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                print("", toString(StandardCharsets.UTF_8), "");
                reset();
            }
        };
    }

    /** From here on nothing is written: the process is about to end. */
    void mute() {
        muted = true;
        out.flush();
    }

    /** Columns of the terminal; a usual number where that is not known. */
    int width() {
        if (!errTerminal) {
            return USUAL_WIDTH;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new java.io.File("/dev/tty"))
                    .start();
            String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            Matcher matcher = SIZE.matcher(size);
            int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
            return columns < 20 ? USUAL_WIDTH : columns;
        } catch (IOException e) {
            return USUAL_WIDTH; // Windows, or no terminal after all.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
