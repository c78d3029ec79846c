package dev.tenon.experiments.model;

import dev.tenon.api.data.Column;
import dev.tenon.api.graph.Ops;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.ShapeException;
import dev.tenon.api.graph.Value;
import dev.tenon.api.plugin.Service;
import dev.tenon.api.settings.Part;
import dev.tenon.api.training.Loss;
import dev.tenon.api.training.Penalty;
import dev.tenon.api.training.Targets;
import dev.tenon.experiments.data.TargetTable;
import dev.tenon.experiments.plugin.PluginException;
import dev.tenon.experiments.plugin.Suggestions;
import dev.tenon.experiments.spec.StageSpec;
import dev.tenon.experiments.spec.TermSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a stage makes small: the weighted sum of its losses, each of a layer's result against a column of the data or another
 * layer's result, and of penalties, each of a layer's result or a parameter by itself.
 *
 * <p>A loss takes one row of units for each example. Where targets lie at positions, as the pixels of a mask, each position is a row,
 * and so every loss is also one for each pixel; a loss that looks at an example as a whole says so. Rows whose target is not
 * known are left out, and the mean is over the others.
 */
public final class Objective {

    private final StageSpec stage;
    private final List<Column> columns;
    private final List<Term> terms;
    private final List<Cost> penalties;
    private final Map<String, TargetTable> tables;
    private final Map<String, TargetTable> targets;

    /**
     * A term.
     *
     * @param layer whose result
     * @param column what it is held against; empty if it is another layer's result
     * @param target the column in the form that the loss takes, as a name among the targets; empty if it is a layer's result
     * @param other the id of that layer; empty if it is a target
     */
    private record Term(Part<Loss<?>> loss, double weight, String layer, String column, String target, String other) {

        /** Under which name the objective takes which targets are known. */
        String known() {
            return target + ", known";
        }
    }

    /**
     * A penalty.
     *
     * @param of the layer or parameter that pays it
     */
    private record Cost(Part<Penalty<?>> penalty, double weight, String of) {}

    private Objective(
            StageSpec stage,
            List<Column> columns,
            List<Term> terms,
            List<Cost> penalties,
            Map<String, TargetTable> tables) {
        this.stage = stage;
        this.columns = columns;
        this.terms = terms;
        this.penalties = penalties;
        this.tables = tables;
        this.targets = targets(terms, tables);
    }

    /**
     * The objective of a stage.
     *
     * @param columns of its data set, the images first and the target second
     * @throws IllegalArgumentException if something is not there, or a loss does not take such targets
     */
    public static Objective of(StageSpec stage, List<Column> columns) {
        String last = stage.layers().getLast().id();
        List<Term> terms = new ArrayList<>();
        Map<String, TargetTable> tables = new LinkedHashMap<>();
        List<Cost> penalties = new ArrayList<>();
        for (TermSpec spec : stage.train().terms()) {
            if (spec.penalty().isPresent()) {
                penalties.add(
                        new Cost(spec.penalty().get(), spec.weight(), spec.of().orElse(last)));
                continue;
            }
            Part<Loss<?>> loss = spec.loss().orElseThrow();
            String against = spec.against().orElse(columns.get(1).name());
            String layer = spec.of().orElse(last);
            Optional<Column> column =
                    columns.stream().filter(each -> each.name().equals(against)).findFirst();
            if (column.isPresent()) {
                TargetTable table = TargetTable.of(column.get(), loss.service().targets());
                if (!loss.service().perPosition() && table.unknowns()) {
                    throw new IllegalArgumentException("is given to loss "
                            + loss.type()
                            + ", which looks at whole examples and so cannot leave out the targets of \"" + against
                            + "\" that are not known");
                }
                String name = against + " as " + table.kind().name().toLowerCase(Locale.ROOT);
                tables.put(name, table);
                terms.add(new Term(loss, spec.weight(), layer, against, name, ""));
            } else if (stage.layers().stream().anyMatch(each -> each.id().equals(against))) {
                if (loss.service().targets() != Targets.NUMBERS) {
                    throw new IllegalArgumentException("is compared with layer " + against
                            + ", whose results are numbers; loss " + loss.type() + " takes none");
                }
                terms.add(new Term(loss, spec.weight(), layer, "", "", against));
            } else {
                List<String> known = Stream.concat(
                                columns.stream().map(Column::name),
                                stage.layers().stream().map(each -> each.id()))
                        .toList();
                throw new IllegalArgumentException("is compared with \"" + against + "\", but neither data set "
                        + stage.data() + " has such a column nor the network such a layer"
                        + Suggestions.hintAndList(against, known, "There are", ""));
            }
        }
        return new Objective(stage, columns, List.copyOf(terms), List.copyOf(penalties), tables);
    }

    private Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("data set " + stage.data() + " has no column \"" + name
                        + "\""
                        + Suggestions.hintAndList(
                                name, columns.stream().map(Column::name).toList(), "Its columns are", "")));
    }

    /** The first term that holds a layer's result against a column. */
    private Optional<Term> term(String layer, Optional<String> column) {
        return terms.stream()
                .filter(each -> each.layer.equals(layer)
                        && !each.target.isEmpty()
                        && column.map(each.column::equals).orElse(true))
                .findFirst();
    }

    /** The column that the network's output is held against; the data set's target if no loss takes the output. */
    public Column column() {
        return column(term(last(), Optional.empty())
                .map(Term::column)
                .orElse(columns.get(1).name()));
    }

    private String last() {
        return stage.layers().getLast().id();
    }

    /** The layer that a layer's result is held against, if one is. */
    public Optional<String> partner(String layer) {
        return terms.stream()
                .filter(term -> term.layer.equals(layer) && !term.other.isEmpty())
                .map(Term::other)
                .findFirst();
    }

    /** What the losses take beside results, by a name of their own: targets, none of them NaN, and which of them are known. */
    public Map<String, TargetTable> targets() {
        return targets;
    }

    private static Map<String, TargetTable> targets(List<Term> terms, Map<String, TargetTable> tables) {
        Map<String, TargetTable> targets = new LinkedHashMap<>();
        for (Term term : terms) {
            TargetTable table = tables.get(term.target);
            if (table != null && table.unknowns()) {
                targets.put(term.target, table.filled());
                targets.put(term.known(), table.known());
            } else if (table != null) {
                targets.put(term.target, table);
            }
        }
        return Collections.unmodifiableMap(targets);
    }

    /**
     * The same targets of other rows of the data.
     *
     * @param rows of each column that the losses take
     */
    public Map<String, TargetTable> targets(UnaryOperator<Column> rows) {
        Map<String, TargetTable> targets = new LinkedHashMap<>();
        for (Term term : terms) {
            if (term.target.isEmpty() || targets.containsKey(term.target)) {
                continue;
            }
            TargetTable table = TargetTable.of(
                    rows.apply(column(term.column)), term.loss.service().targets());
            if (Objects.requireNonNull(tables.get(term.target)).unknowns()) {
                targets.put(term.target, table.filled());
                targets.put(term.known(), table.known());
            } else {
                targets.put(term.target, table);
            }
        }
        return Collections.unmodifiableMap(targets);
    }

    /** The ids of the layers whose results the losses take. */
    public Set<String> layers() {
        Set<String> ids = new LinkedHashSet<>();
        for (Term term : terms) {
            ids.add(term.layer);
            if (!term.other.isEmpty()) {
                ids.add(term.other);
            }
        }
        return ids;
    }

    /** The targets that a layer's result is held against; the first if there are several. */
    public Optional<TargetTable> against(String layer) {
        return term(layer, Optional.empty()).map(term -> tables.get(term.target));
    }

    /**
     * What a layer's result is measured against: what its loss holds it against, in the data's own form if the outputs fit that,
     * else as the loss takes it; the data set's target if no loss takes the result.
     *
     * @param of the layer's id; the last one if absent
     * @param against the column that it is measured against, if not what its loss says
     * @throws IllegalArgumentException if the data set has no such column
     */
    public TargetTable measured(Optional<String> of, Optional<String> against) {
        Optional<Term> term = term(of.orElse(last()), against);
        String name =
                against.or(() -> term.map(Term::column)).orElse(columns.get(1).name());
        TargetTable own = TargetTable.of(column(name));
        if (term.isEmpty()) {
            return own;
        }
        TargetTable trained = Objects.requireNonNull(tables.get(term.get().target));
        return trained.units() == own.units() ? own : trained;
    }

    /**
     * The objective over some examples.
     *
     * @param results each layer's result, by the layer's id
     * @param given each target's value, by its name among {@link #targets}
     * @return a scalar
     * @throws ShapeException if a result does not have the shape that its loss or target needs
     */
    public Value mean(Function<String, Value> results, Map<String, Value> given) {
        return mean(results, given, Optional.empty());
    }

    /**
     * The objective over some examples, the loss of each multiplied by a number of its own.
     *
     * @param shares {@code [n]}; all are 1 if empty
     */
    Value mean(Function<String, Value> results, Map<String, Value> given, Optional<Value> shares) {
        List<Value> weighted = new ArrayList<>();
        for (Term term : terms) {
            Value target = term.target.isEmpty() ? results.apply(term.other) : required(given, term.target);
            Optional<Value> known = Optional.ofNullable(given.get(term.known()));
            Value mean = mean(term.loss, results.apply(term.layer), target, known, shares);
            weighted.add(term.weight == 1 ? mean : Ops.multiply(Ops.constant(term.weight), mean));
        }
        return weighted.stream().reduce(Ops::add).orElseThrow();
    }

    /**
     * What training makes small: the objective over some examples, and what the network pays whatever their targets are. The latter is
     * not part of the loss over a validation split, which is about examples.
     *
     * @param mean the objective over the examples
     * @return a scalar
     */
    public Value withPenalties(Network network, Value mean) {
        Value sum = mean;
        for (Cost cost : penalties) {
            Value paid = Ops.mean(rows(
                    "penalty " + cost.penalty.type(),
                    cost.penalty.service(),
                    network.resultOrParameter(cost.of),
                    value -> costOf(cost.penalty.service(), cost.penalty.settings(), value)));
            sum = Ops.add(sum, cost.weight == 1 ? paid : Ops.multiply(Ops.constant(cost.weight), paid));
        }
        return sum;
    }

    private static <S extends Record> Value costOf(Penalty<S> penalty, Record settings, Value value) {
        return penalty.apply(penalty.settings().cast(settings), value);
    }

    private static Value required(Map<String, Value> given, String target) {
        Value value = given.get(target);
        if (value == null) {
            throw new IllegalArgumentException("no target " + target);
        }
        return value;
    }

    private static Value mean(
            Part<Loss<?>> part, Value output, Value target, Optional<Value> known, Optional<Value> shares) {
        int n = output.shape().dim(0);
        int units = output.shape().dim(-1);
        int positions = output.shape().size() / (n * units);
        boolean classes = part.service().targets() == Targets.CLASSES;
        if (!part.service().perPosition()) {
            Shape wanted = classes ? Shape.of(n, positions) : Shape.of(n, positions, units);
            Value losses =
                    losses(part, Ops.reshape(output, Shape.of(n, positions, units)), Ops.reshape(target, wanted));
            return Ops.mean(shared(losses, shares));
        }
        int rows = n * positions;
        Value losses = losses(
                part,
                Ops.reshape(output, Shape.of(rows, units)),
                Ops.reshape(target, classes ? Shape.of(rows) : Shape.of(rows, units)));
        losses = shared(losses, shares);
        if (known.isEmpty()) {
            return Ops.mean(losses);
        }
        Value counted = Ops.reshape(known.get(), Shape.of(rows));
        Value sum = Ops.sum(Ops.select(counted, losses, Ops.constant(0)));
        return Ops.divide(sum, Ops.max(Ops.sum(counted), Ops.constant(1)));
    }

    /** Losses times the shares of their examples, each of which has one row or several. */
    private static Value shared(Value losses, Optional<Value> shares) {
        if (shares.isEmpty()) {
            return losses;
        }
        int n = shares.get().shape().size();
        Value byExample = Ops.reshape(losses, Shape.of(n, losses.shape().size() / n));
        return Ops.reshape(Ops.multiply(byExample, Ops.reshape(shares.get(), Shape.of(n, 1))), losses.shape());
    }

    /** The loss of each row. */
    private static Value losses(Part<Loss<?>> part, Value output, Value target) {
        return rows(
                "loss " + part.type(),
                part.service(),
                output,
                each -> lossOf(part.service(), part.settings(), each, target));
    }

    /** One number for each row of a value, by a service that may be a plugin's. */
    private static Value rows(String what, Service service, Value of, UnaryOperator<Value> by) {
        Value rows;
        try {
            rows = by.apply(of);
        } catch (ShapeException | IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "is given to " + what + ", which failed: " + PluginException.mistake(service, e), e);
        }
        Shape wanted = Shape.of(of.shape().dim(0));
        if (!rows.shape().equals(wanted)) {
            throw new ShapeException(what + " gives " + rows.shape() + "; one number an example is " + wanted);
        }
        return rows;
    }

    private static <S extends Record> Value lossOf(Loss<S> loss, Record settings, Value output, Value target) {
        return loss.apply(loss.settings().cast(settings), output, target);
    }
}
