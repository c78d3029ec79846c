package dev.tenon.experiments.plugin;

/** Is told what is wrong with a jar that is passed over. */
public interface PluginFailures {

    /** One line that names the jar and says why it is not loaded and what to do. */
    void failed(String line);
}
