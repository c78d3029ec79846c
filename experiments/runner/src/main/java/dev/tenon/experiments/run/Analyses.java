package dev.tenon.experiments.run;

import dev.tenon.api.analysis.Analysis;
import dev.tenon.api.analysis.AnalysisScope;
import dev.tenon.api.analysis.LayerOrigin;
import dev.tenon.api.analysis.LayerResult;
import dev.tenon.api.analysis.TrainedNetwork;
import dev.tenon.api.backend.Engine;
import dev.tenon.api.data.Column;
import dev.tenon.api.data.Examples;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.numerics.RandomStream;
import dev.tenon.api.report.Table;
import dev.tenon.experiments.data.Sampler;
import dev.tenon.experiments.model.Network;
import dev.tenon.experiments.model.StageSubject;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.spec.AnalysisSpec;
import dev.tenon.experiments.spec.ExperimentSpec;
import dev.tenon.experiments.spec.RandomSource;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.views.FeatureMaps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Looks at a trial's network once it is trained. */
final class Analyses implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** What is said of what is put under something else. */
    static final String NO_NAME = "what is put into a run has a name of lower case, its words joined by hyphens, not ";

    /** Whether something can be put under a name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private final ExperimentSpec spec;
    private final TrialId id;
    private final StageSpec stage;
    private final Examples examples;
    private final Engine engine;
    private final List<NamedTensor> weights;
    private final CachedWeights reader;
    private final Trained trained;
    private final Networks networks = new Networks();

    /**
     * Of a trial.
     *
     * @param weights of its last stage, named {@code stage/layer/parameter}
     * @param reader of weights that were learned elsewhere
     * @param trained all stages
     */
    Analyses(
            ExperimentSpec spec,
            TrialId id,
            StageSpec stage,
            Examples examples,
            Engine engine,
            List<NamedTensor> weights,
            CachedWeights reader,
            Trained trained) {
        this.spec = spec;
        this.id = id;
        this.stage = stage;
        this.examples = examples;
        this.engine = engine;
        this.weights = weights;
        this.reader = reader;
        this.trained = trained;
    }

    /** What those analyses that are of the trial's arm find, in their order. */
    List<Finding> run(List<AnalysisSpec> analyses) {
        List<AnalysisSpec> own =
                analyses.stream().filter(each -> each.isOf(id.arm())).toList();
        if (own.isEmpty()) {
            return List.of();
        }
        StageSubject subject = new StageSubject(stage, examples);
        List<Finding> findings = new ArrayList<>();
        for (AnalysisSpec analysis : own) {
            Scope scope = new Scope(analysis.name(), subject);
            run(analysis, scope);
            findings.add(new Finding(analysis.name(), scope.tables, scope.details, scope.tensors));
        }
        return List.copyOf(findings);
    }

    /** What the report draws of some images: what the analyses feature-maps and firing-maps look at, for all layers. */
    Optional<Features> features(int images) {
        int[] shown = Sampler.shown(examples, images);
        return shown.length == 0
                ? Optional.empty()
                : Optional.of(ShownFeatures.of(
                        id,
                        stage,
                        examples,
                        shown,
                        FeatureMaps.results(new StageSubject(stage, examples), networks.trained(), shown)));
    }

    @Override
    public void close() {
        networks.close();
    }

    private static void run(AnalysisSpec spec, Scope scope) {
        try {
            run(spec.analysis().service(), spec.analysis().settings(), scope);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new IllegalStateException(
                    "analysis " + spec.name() + " failed: "
                            + PluginException.mistake(spec.analysis().service(), e),
                    e);
        }
    }

    private static <S extends Record> void run(Analysis<S> analysis, Record settings, AnalysisScope scope) {
        analysis.run(scope, analysis.settings().cast(settings));
    }

    /** The network with weights of several times, each made when it is first asked for. */
    private final class Networks implements AutoCloseable {

        private final Map<String, StageNetwork> known = new LinkedHashMap<>();

        StageNetwork trained() {
            return network("trained", () -> weights);
        }

        StageNetwork beginning() {
            return network(
                    "beginning",
                    () -> new StageStart(
                                    reader, seed(), name -> trained.stage(name).orElse(null))
                            .of(stage, network()));
        }

        StageNetwork untrained() {
            return network("untrained", () -> new FirstWeights(spec, seed()).of(stage, network()));
        }

        private StageNetwork network(String name, Supplier<List<NamedTensor>> with) {
            return known.computeIfAbsent(name, key -> new StageNetwork(engine, stage, examples, with.get()));
        }

        private Network network() {
            return Network.of(stage, Network.shapes(stage, examples.columns()), 1, Network.Mode.INFERENCE);
        }

        private long seed() {
            return spec.design().seed(RandomSource.WEIGHTS, id.seed());
        }

        @Override
        public void close() {
            known.values().forEach(StageNetwork::close);
        }
    }

    /** What one analysis gets and puts. */
    private final class Scope implements AnalysisScope {

        private final String name;
        private final StageSubject subject;
        private final Map<String, Table> tables = new LinkedHashMap<>();
        private final Map<String, Table> details = new LinkedHashMap<>();
        private final List<NamedTensor> tensors = new ArrayList<>();

        Scope(String name, StageSubject subject) {
            this.name = name;
            this.subject = subject;
        }

        @Override
        public TrainedNetwork network() {
            return networks.trained();
        }

        @Override
        public TrainedNetwork untrained() {
            return networks.untrained();
        }

        @Override
        public TrainedNetwork beginning() {
            return networks.beginning();
        }

        @Override
        public List<LayerOrigin> origins() {
            return subject.origins();
        }

        @Override
        public RandomStream random(String stream) {
            return new RandomStream(id.seed(), "analysis/" + name + "/" + stream);
        }

        @Override
        public void put(String table, Table what) {
            check(table);
            tables.put(table, what);
        }

        @Override
        public void putDetail(String table, Table what) {
            check(table);
            details.put(table, what);
        }

        @Override
        public void put(String tensor, Shape shape, float[] values) {
            check(tensor);
            if (values.length != shape.size()) {
                throw new IllegalArgumentException(
                        "\"" + tensor + "\" has " + values.length + " numbers for the shape " + shape);
            }
            tensors.add(new NamedTensor(tensor, shape, values));
        }

        private void check(String what) {
            if (!isName(what)) {
                throw new IllegalArgumentException(NO_NAME + "\"" + what + "\"");
            }
            if (tables.containsKey(what)
                    || details.containsKey(what)
                    || tensors.stream().anyMatch(each -> each.name().equals(what))) {
                throw new IllegalArgumentException("something was put under the name \"" + what + "\" before");
            }
        }

        @Override
        public List<LayerResult> layers() {
            return subject.layers();
        }

        @Override
        public List<Column> inputs() {
            return subject.inputs();
        }

        @Override
        public Column target() {
            return subject.target();
        }

        @Override
        public Examples examples() {
            return examples;
        }

        @Override
        public LayerResult layer(String layer) {
            return subject.layer(layer);
        }

        @Override
        public Column column(String column) {
            return subject.column(column);
        }
    }
}
