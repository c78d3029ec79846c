package dev.tenon.experiments.plugin;

/** What is installed cannot be used as it is. The message names the modules and says what to do. */
public final class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }
}
