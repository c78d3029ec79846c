package dev.tenon.experiments.cli;

import dev.tenon.api.graph.Composite;
import dev.tenon.api.graph.ElementType;
import dev.tenon.api.graph.Op;
import dev.tenon.api.graph.Primitive;
import dev.tenon.api.graph.Program;
import dev.tenon.api.graph.Shape;
import dev.tenon.api.graph.Value;
import dev.tenon.api.graph.Window;
import dev.tenon.api.lowering.Deferral;
import dev.tenon.api.lowering.Epilogue;
import dev.tenon.api.lowering.Users;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program in text, a line for each value: what computes it, of what, its shape, and what every backend's compiler makes of it,
 * whichever device it is for.
 */
final class ProgramListing {

    private final Map<Value, Integer> numbers = new HashMap<>();
    private final Map<Value, String> fused = new HashMap<>();
    private final Map<Value, Epilogue> epilogues = new HashMap<>();

    private ProgramListing(Program program) {
        Users users = new Users(program);
        Set<Value> computed = new HashSet<>(program.leaves());
        for (Value value : program.values()) {
            numbers.put(value, numbers.size());
            boolean product = value.op() instanceof Primitive.MatMul || value.op() instanceof Composite.Conv2d;
            if (product) {
                Epilogue epilogue = Epilogue.of(value, users, computed::contains);
                epilogues.put(value, epilogue);
                epilogue.fused().forEach(each -> fused.putIfAbsent(each, number(value)));
                computed.addAll(epilogue.fused());
            } else if (!Deferral.isDeferred(value)) {
                computed.add(value);
            }
        }
    }

    /** The lines of a program. */
    static List<String> of(Program program) {
        ProgramListing listing = new ProgramListing(program);
        List<String> lines = new ArrayList<>();
        lines.add("program %s: %,d values, %,d multiply-adds"
                .formatted(program.name(), program.values().size(), program.multiplyAdds()));
        Columns table = new Columns("value", "op", "of", "shape", "lowering");
        program.values()
                .forEach(value -> table.row(
                        listing.number(value),
                        text(value.op()),
                        value.inputs().stream().map(listing::number).collect(Collectors.joining(" ")),
                        shape(value),
                        listing.lowering(value)));
        lines.addAll(table.lines("  "));
        program.outputs().forEach((name, value) -> lines.add("  output " + name + ": " + listing.number(value)));
        program.updates().forEach((leaf, next) -> lines.add("  next " + leafName(leaf) + ": " + listing.number(next)));
        return lines;
    }

    private String number(Value value) {
        return "%" + numbers.get(value);
    }

    private String lowering(Value value) {
        Epilogue epilogue = epilogues.get(value);
        if (epilogue != null && epilogue.last() != value) {
            return "writes " + number(epilogue.last()) + ":"
                    + epilogue.bias().map(bias -> " adds " + number(bias)).orElse("")
                    + (epilogue.relu() ? " relu" : "");
        }
        String by = fused.get(value);
        if (by != null && epilogue == null) {
            return "in " + by;
        }
        if (value.op() instanceof Primitive.Leaf || value.op() instanceof Primitive.Constant) {
            return "";
        }
        if (Users.isView(value)) {
            return "a view";
        }
        return Deferral.isDeferred(value) ? "where it is needed" : "";
    }

    private static String leafName(Value leaf) {
        return leaf.op() instanceof Primitive.Leaf of ? of.name() : "";
    }

    private static String shape(Value value) {
        String extents = text(value.shape());
        return value.type() == ElementType.FLOAT32
                ? extents
                : extents + " " + value.type().name().toLowerCase(Locale.ROOT);
    }

    private static String text(Shape shape) {
        return shape.toList().isEmpty()
                ? "scalar"
                : shape.toList().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** An op's name, and what it is given besides its inputs. */
    private static String text(Op op) {
        if (op instanceof Primitive.Leaf leaf) {
            return "leaf " + leaf.name();
        }
        List<String> words = new ArrayList<>();
        boolean named = false;
        for (RecordComponent component : op.getClass().getRecordComponents()) {
            Object value = component(op, component);
            named |= component.getName().equals("kind");
            if (value instanceof Enum<?> kind) {
                words.addFirst(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            } else if (value instanceof Window window) {
                words.add(text(window));
            } else if (value instanceof Boolean set) {
                if (set) {
                    words.add(kebab(component.getName()));
                }
            } else if (!(value instanceof Shape) && (!component.getName().equals("groups") || !value.equals(1))) {
                words.add(
                        component.getName().equals("value")
                                ? value.toString()
                                : kebab(component.getName()) + " " + value);
            }
        }
        if (!named) {
            words.addFirst(kebab(op.getClass().getSimpleName()).replace("mat-mul", "matmul"));
        }
        return String.join(" ", words);
    }

    private static Object component(Op op, RecordComponent component) {
        try {
            return component.getAccessor().invoke(op);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(op + " has no readable " + component.getName(), e);
        }
    }

    private static String text(Window window) {
        StringBuilder text = new StringBuilder(window.height() + "x" + window.width());
        if (window.strideHeight() > 1 || window.strideWidth() > 1) {
            text.append(" stride ").append(window.strideHeight()).append('x').append(window.strideWidth());
        }
        if (window.dilationHeight() > 1 || window.dilationWidth() > 1) {
            text.append(" dilation ")
                    .append(window.dilationHeight())
                    .append('x')
                    .append(window.dilationWidth());
        }
        if (window.padTop() + window.padBottom() + window.padLeft() + window.padRight() > 0) {
            text.append(" padding ")
                    .append(List.of(window.padTop(), window.padBottom(), window.padLeft(), window.padRight()));
        }
        return text.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
