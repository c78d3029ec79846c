package dev.tenon.experiments.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenon.experiments.inject.RunnerModule;
import dev.tenon.experiments.plugin.PluginPath;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the streams, and what is said when it does not. */
class ConsoleTest {

    /** A stream that takes nothing. */
    private static final class Refusing extends Writer {
        private final String why;

        Refusing(String why) {
            this.why = why;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException(why);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Cli run(Writer out, String... args) {
        StringWriter err = new StringWriter();
        Console console = new Console(out, err, false, false, true);
        int code = Main.execute(console, Cli.CATALOG, PluginPath.none(), new RunnerModule(), args);
        return new Cli(code, "", err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalog",
                "schema",
                "plugins",
                "describe conv2d",
                "show convolution-by-hand",
                "check convolution-by-hand",
                "--help",
                "--version",
                "run --help"
            })
    void anAnswerThatCannotBeWrittenIsNone(String command) {
        Cli full = run(new Refusing("No space left on device"), command.split(" "));
        assertEquals(Exit.USAGE, full.code(), full.err());
        assertTrue(
                full.err().startsWith("tenon: standard output cannot be written: No space left on device"), full.err());
    }

    @Test
    void aReaderThatWantsNoMoreIsNoError() {
        Cli gone = run(new Refusing("Broken pipe"), "catalog");
        assertEquals(Exit.OK, gone.code());
        assertEquals("", gone.err());
    }

    @Test
    void whatWouldActOnATerminalArrivesAsAnEscape() {
        String acting = "a\033[2Jb\007c\u009bd\u202ee\u2066f\rg\b";
        String seen = "a\\u001b[2Jb\\u0007c\\u009bd\\u202ee\\u2066f\\u000dg\\u0008";
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(out, err, true, true, true);
        console.out().println(acting);
        console.error(acting);
        console.note(acting);
        console.draw(acting);
        console.trace(new IllegalStateException(acting));
        assertEquals(seen + System.lineSeparator(), out.toString());
        String own = err.toString();
        assertTrue(own.startsWith("\033[1;31mtenon:\033[0m " + seen + "\n" + seen + "\n\r" + seen + "\033[K"), own);
        assertTrue(own.contains("IllegalStateException: " + seen), own);
    }

    @Test
    void lettersOfAllScriptsStay() {
        String text = "h\u00f6rt \u4e2d\u6587 \ud83d\udc69\u200d\ud83d\udd2c\tx\ny";
        assertEquals(text, SafeWriter.safe(text));
    }
}
