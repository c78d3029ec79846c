package dev.tenon.experiments.inject;

import static com.google.inject.multibindings.OptionalBinder.newOptionalBinder;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.tenon.experiments.model.NetworkSizes;
import dev.tenon.experiments.plugin.PluginFailures;
import dev.tenon.experiments.plugin.PluginPath;
import dev.tenon.experiments.plugin.Services;
import dev.tenon.experiments.read.PlanReader;
import dev.tenon.experiments.record.RunWeights;
import dev.tenon.experiments.run.StopRule;
import dev.tenon.experiments.run.WeightReader;
import dev.tenon.experiments.session.Reporter;
import java.time.Clock;

/**
 * What running an experiment takes: the installed services, the reader of files, saved weights, a clock. Plugins come from
 * where a binding of {@link PluginPath} says; without one there are none.
 */
public final class RunnerModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(WeightReader.class).to(RunWeights.class);
        bind(StopRule.class).to(Reporter.class);
        newOptionalBinder(binder(), PluginPath.class).setDefault().toInstance(PluginPath.none());
        newOptionalBinder(binder(), PluginFailures.class).setDefault().toInstance(_ -> {});
        bind(Clock.class).toInstance(Clock.systemUTC());
    }

    @Provides
    @Singleton
    Services services(PluginPath path, PluginFailures failures) {
        return Services.installed(path, failures);
    }

    @Provides
    PlanReader planReader(Services services) {
        return new PlanReader(services, NetworkSizes::of);
    }
}
