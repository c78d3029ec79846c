package dev.tenon.experiments.record;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the log somewhere while it is open: to the run's folder, or to a stream for who wants to watch. */
public final class RunLog implements AutoCloseable {

    private static final String PATTERN = "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n";

    private final Logger root;
    private final OutputStreamAppender<ILoggingEvent> appender;

    private RunLog(OutputStreamAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        this.root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        this.appender = appender;
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(java.nio.charset.StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        context.getLogger("dev.tenon").setLevel(Level.INFO);
        root.addAppender(appender);
    }

    /** To a file. */
    public static RunLog to(Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setName(file.toString());
        return new RunLog(appender);
    }

    /** To a stream, which is left open. */
    public static RunLog to(OutputStream stream) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setOutputStream(new OutputStream() {
            @Override
            public void write(int b) throws java.io.IOException {
                stream.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws java.io.IOException {
                stream.write(bytes, from, length);
            }

            @Override
            public void flush() throws java.io.IOException {
                stream.flush();
            }
        });
        return new RunLog(appender);
    }

    /** Writes out what is pending. */
    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }
}
