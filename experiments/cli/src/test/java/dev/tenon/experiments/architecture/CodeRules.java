package dev.tenon.experiments.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What holds for all code that ships. */
final class CodeRules {
    private static final List<String> TRANSCENDENTAL = List.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
            "log10", "log1p", "pow", "cbrt", "hypot");
    private static final List<String> RANDOM = List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.util.random.RandomGenerator");
    /** The factories of the immutable sets and maps whose order changes from one run of the JVM to the next. */
    private static final List<String> SALTED = List.of(
            "java.util.Set.of",
            "java.util.Set.copyOf",
            "java.util.Map.of",
            "java.util.Map.ofEntries",
            "java.util.Map.copyOf",
            "java.util.stream.Collectors.toUnmodifiableSet",
            "java.util.stream.Collectors.toUnmodifiableMap");

    private CodeRules() {}

    static final ArchRule ONLY_THE_COMMAND_LINE_WRITES_TO_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tenon.experiments.cli..")
            .should(ACCESS_STANDARD_STREAMS)
            .because("a library that prints cannot be used in a pipe, a server or a test");

    static final ArchRule RANDOMNESS_IS_COUNTER_BASED = noClasses()
            .should()
            .callMethodWhere(call(
                    "a random generator of the JDK",
                    method -> RANDOM.contains(owner(method))
                            || name(method).equals("java.lang.Math.random")
                            || name(method).equals("java.util.UUID.randomUUID")
                            || name(method).equals("java.util.Collections.shuffle")))
            .orShould()
            .callConstructorWhere(describe(
                    "a random generator of the JDK",
                    constructor -> RANDOM.contains(constructor.getTargetOwner().getFullName())))
            .because("every random number comes from a named stream of the numeric contract");

    static final ArchRule FUNCTIONS_ARE_THE_SAME_EVERYWHERE = noClasses()
            .should()
            .callMethodWhere(call(
                    "a transcendental function of Math",
                    method -> owner(method).equals("java.lang.Math") && TRANSCENDENTAL.contains(method.getName())))
            .because("Math differs between JDKs and processors: StrictMath and the api's numerics do not");

    static final ArchRule ORDER_IS_THE_SAME_EVERY_TIME = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tenon.testkit..") // its maps are the inputs of single tests
            .should()
            .callMethodWhere(call(
                    "a set or map of random order", method -> SALTED.contains(name(method)) && !holdsOneAtMost(method)))
            .because("their order changes from run to run: use a List, LinkedHashSet or LinkedHashMap");

    static final ArchRule BACKENDS_ARE_STARTED_BY_ENGINE_OF = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.tenon.api.backend.Engine")
            .should()
            .callMethodWhere(
                    call("Backend.start", method -> name(method).equals("dev.tenon.api.backend.Backend.start")))
            .because("Engine.of gives a backend of an earlier op set what it can run");

    static final ArchRule CLASSES_ARE_FINAL_OR_ABSTRACT = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should(haveModifier(JavaModifier.FINAL).or(haveModifier(JavaModifier.ABSTRACT)))
            .because("an implementation is never overridden");

    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

    private static boolean holdsOneAtMost(JavaMethodCall call) {
        int parameters = call.getTarget().getRawParameterTypes().size();
        boolean varargs = call.getTarget().getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
        return call.getName().equals("of")
                && !varargs
                && parameters <= (owner(call).equals("java.util.Map") ? 2 : 1);
    }

    private static DescribedPredicate<JavaMethodCall> call(String what, Predicate<JavaMethodCall> predicate) {
        return describe(what, predicate);
    }

    private static String owner(JavaMethodCall call) {
        return call.getTargetOwner().getFullName();
    }

    private static String name(JavaMethodCall call) {
        return String.format(Locale.ROOT, "%s.%s", owner(call), call.getName());
    }

    /** Every package is a slice of its own: a package and the packages inside it may not depend on each other both ways. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
