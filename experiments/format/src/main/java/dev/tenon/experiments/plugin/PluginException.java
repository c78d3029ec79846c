package dev.tenon.experiments.plugin;

import dev.tenon.api.settings.Configurable;
import java.util.function.Supplier;

/** What is installed cannot be used as it is. The message names the modules and says what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    PluginException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Runs code of a plugin; what it throws comes out with the plugin's name.
     *
     * @param what what failed if it throws, as {@code optimizer lion, on ten/kernel}
     * @param plugin whose code it is
     * @throws PluginException for anything that it throws but lack of memory
     */
    public static <T> T guard(String what, Configurable<?> plugin, Supplier<T> code) {
        try {
            return code.get();
        } catch (PluginException e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            throw new PluginException(what + ", failed: " + mistake(plugin, e), e);
        }
    }

    /** In words, what a plugin threw, and where it comes from. */
    public static String mistake(Object plugin, Throwable thrown) {
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName()
                + (message == null ? "" : ": " + message)
                + " (thrown by "
                + ServiceOrigin.of(plugin.getClass())
                + ")";
    }
}
