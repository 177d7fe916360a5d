package dev.glissade;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.glissade.gradient.ForwardingSource;
import dev.glissade.gradient.GradientSource;
import dev.glissade.gradient.InMemoryGradientSource;
import dev.glissade.gradient.Phase;
import dev.glissade.gradient.PhaseTimes;
import dev.glissade.gradient.RequestWork;
import dev.glissade.gradient.SliceGroup;
import dev.glissade.gradient.Stopwatch;
import dev.glissade.linalg.RowBlock;
import dev.glissade.run.UserClasses;
import dev.glissade.training.States;
import java.util.List;
import java.util.Set;

/** The house rules that a machine can check. */
@AnalyzeClasses(packages = "dev.glissade", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "dev.glissade.";

    /** From the ground up: a package may use those before it. A new one has to find its place here. */
    private static final List<String> LAYERS = List.of(
            "config",
            "linalg",
            "function",
            "statistics",
            "loss",
            "model",
            "penalty",
            "schedule",
            "sampling",
            "optimizer",
            "gradient",
            "training",
            "solver",
            "files",
            "tensorboard",
            "checkpoint",
            "data",
            "spark",
            "report",
            "run",
            "pmml",
            "ml",
            "cluster",
            "study",
            "bench",
            "cli");

    private static final String VECTORS = "jdk.incubator.vector..";

    /** Of commons-math, which comes with Spark and is plain Java. */
    private static final String DISTRIBUTIONS = "org.apache.commons.math3.distribution..";

    private static final String[] MATHEMATICS = packages(
            "linalg",
            "function",
            "statistics",
            "loss",
            "model",
            "penalty",
            "schedule",
            "sampling",
            "optimizer",
            "gradient",
            "training");

    /** What {@link Math} computes exactly, or rounds as IEEE 754 says: the same bits on every machine. */
    private static final Set<String> EXACT = Set.of(
            "sqrt",
            "abs",
            "rint",
            "floor",
            "ceil",
            "min",
            "max",
            "multiplyHigh",
            "copySign",
            "signum",
            "scalb",
            "ulp",
            "nextUp",
            "nextDown",
            "getExponent",
            "floorMod",
            "floorDiv",
            "toIntExact",
            "addExact",
            "subtractExact",
            "multiplyExact");

    private static final List<String> FROM_DATA_TO_CODE =
            List.of("java.io.ObjectInput", "java.beans.XMLDecoder", "javax.script.", "javax.naming.");

    private static String[] packages(String... names) {
        return List.of(names).stream().map(name -> ROOT + name + "..").toArray(String[]::new);
    }

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule arrowsPointDownwards =
            classes().should(dependOnlyDownwards()).because("the layers are " + LAYERS);

    @ArchTest
    static final ArchRule sparkStaysInItsPackages = noClasses()
            .that()
            .resideOutsideOfPackages(packages("spark", "data", "files", "ml", "study", "report", "bench", "cli", "run"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..");

    @ArchTest
    static final ArchRule filesNeedHadoopAlone = classes()
            .that()
            .resideInAPackage(ROOT + "files..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "files..", "java..", "org.apache.hadoop..");

    @ArchTest
    static final ArchRule markupStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackages(packages("pmml"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.dmg.pmml..", "org.jpmml..", "jakarta.xml..");

    @ArchTest
    static final ArchRule eventFilesNeedFilesAlone = classes()
            .that()
            .resideInAPackage(ROOT + "tensorboard..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "tensorboard..", ROOT + "files..", "java..");

    /** What is saved is plain data: no object of Spark's or of the user's is a part of it. */
    @ArchTest
    static final ArchRule checkpointsNeedStatesAndFilesAlone = classes()
            .that()
            .resideInAPackage(ROOT + "checkpoint..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(
                    "java..",
                    packages(
                            "checkpoint",
                            "files",
                            "training",
                            "gradient",
                            "optimizer",
                            "schedule",
                            "statistics",
                            "linalg")));

    @ArchTest
    static final ArchRule nothingIsReadByJavasSerialisation =
            noClasses().should().dependOnClassesThat().areAssignableTo(java.io.ObjectInputStream.class);

    /** Breeze comes with Spark, and speaks Scala. */
    @ArchTest
    static final ArchRule scalaStaysWithSparkAndBreeze = noClasses()
            .that()
            .resideOutsideOfPackages(
                    packages("solver", "spark", "data", "ml", "study", "report", "bench", "cli", "run"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("scala..", "breeze..");

    @ArchTest
    static final ArchRule mathematicsNeedsNothingButItselfAndJava = classes()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with("java..", with(VECTORS, with(DISTRIBUTIONS, MATHEMATICS))));

    @ArchTest
    static final ArchRule distributionsStayInStatistics = noClasses()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .and()
            .resideOutsideOfPackage(ROOT + "statistics..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(DISTRIBUTIONS);

    /** The module may be absent, and what it offers may round or regroup as a machine likes: one class knows how not to. */
    @ArchTest
    static final ArchRule vectorsStayInOneClass = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + "linalg.VectorLoops")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(VECTORS);

    @ArchTest
    static final ArchRule vectorsAddAndMultiplyOnly = noClasses()
            .should()
            .callMethodWhere(describe(
                    "a method of vectors with an order of its own, or fused",
                    (JavaCall<?> call) -> call.getTargetOwner().getPackageName().equals("jdk.incubator.vector")
                            && Set.of("reduceLanes", "reduceLanesToLong", "fma", "lanewise")
                                    .contains(call.getName())));

    @ArchTest
    static final ArchRule mathematicsCallsNoFunctionThatMachinesRoundDifferently = noClasses()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .should()
            .callMethodWhere(describe(
                    "a method of Math that is not exact",
                    (JavaCall<?> call) ->
                            call.getTargetOwner().isEquivalentTo(Math.class) && !EXACT.contains(call.getName())));

    @ArchTest
    static final ArchRule mathematicsDrawsFromCountersOnly = noClasses()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .should()
            .dependOnClassesThat(describe(
                    "random number generators with a state",
                    type -> type.isAssignableTo("java.util.random.RandomGenerator")));

    @ArchTest
    static final ArchRule theClockIsReadAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages(packages("run", "cli"))
            .should()
            .callMethod(System.class, "currentTimeMillis");

    /** Nothing that a result follows from can see how long anything takes. */
    @ArchTest
    static final ArchRule resultsKnowNoTime = noClasses()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .and()
            .doNotBelongToAnyOf(
                    Phase.class,
                    PhaseTimes.class,
                    Stopwatch.class,
                    GradientSource.class,
                    InMemoryGradientSource.class,
                    ForwardingSource.class,
                    RequestWork.class,
                    States.class)
            .and()
            .haveNameNotMatching(".*\\.(RequestKind(\\$.*)?|LocalKind|FeaturesKind|SharedPass|RateSearch\\$Run)")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Phase.class, PhaseTimes.class, Stopwatch.class)
            .orShould()
            .callMethod(System.class, "nanoTime");

    /** Those that take it or hand it on never look at it. */
    @ArchTest
    static final ArchRule timeIsReadAboveTheMathematics = noClasses()
            .that()
            .resideInAnyPackage(MATHEMATICS)
            .and()
            .doNotBelongToAnyOf(PhaseTimes.class, Stopwatch.class)
            .should()
            .callMethodWhere(describe(
                    "a method that tells a time",
                    (JavaCall<?> call) -> call.getTargetOwner().isEquivalentTo(PhaseTimes.class)));

    /** A configuration, a model, a table: data, of which nothing is run and nothing comes to life as an object of any class. */
    @ArchTest
    static final ArchRule whatIsReadIsDataAlone = noClasses()
            .should()
            .dependOnClassesThat(describe(
                    "that bring objects or programs out of files",
                    type -> FROM_DATA_TO_CODE.stream()
                            .anyMatch(name -> type.getName().startsWith(name))))
            .orShould()
            .callMethodWhere(describe(
                    "a way to run a program or to read objects",
                    (JavaCall<?> call) -> (call.getTargetOwner().isEquivalentTo(Runtime.class)
                                    && call.getName().equals("exec"))
                            || call.getName().equals("objectFile")));

    @ArchTest
    static final ArchRule programsAreStartedByTheClusterAlone = noClasses()
            .that()
            .resideOutsideOfPackages(packages("cluster"))
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class);

    @ArchTest
    static final ArchRule classesAreLoadedByNameInOnePlace = noClasses()
            .that()
            .doNotBelongToAnyOf(UserClasses.class)
            .should()
            .callMethodWhere(describe(
                    "a way to load a class by its name",
                    (JavaCall<?> call) -> (call.getName().equals("forName")
                                    && call.getTargetOwner().isEquivalentTo(Class.class))
                            || call.getName().equals("loadClass")));

    /** Records compare arrays by identity, and their serialisation goes through reflection. */
    @ArchTest
    static final ArchRule recordsHoldNoArrays =
            fields().that().areDeclaredInClassesThat().areRecords().should(notBeArrays());

    @ArchTest
    static final ArchRule cachedDataAreNoRecords = classes()
            .that()
            .areAssignableTo(RowBlock.class)
            .or()
            .areAssignableTo(SliceGroup.class)
            .should()
            .notBeRecords();

    private static String[] with(String first, String[] others) {
        String[] all = new String[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private static ArchCondition<JavaClass> dependOnlyDownwards() {
        return new ArchCondition<>("depend on their own layer and those below only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int layer = layer(type);
                if (layer < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no layer"));
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    if (layer(dependency.getTargetClass()) > layer) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** Place of a class's package among the layers; −1 outside of them. */
    private static int layer(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT)
                ? LAYERS.indexOf(name.substring(ROOT.length()).split("\\.", 2)[0])
                : -1;
    }

    private static ArchCondition<JavaField> notBeArrays() {
        return new ArchCondition<>("not be arrays") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                if (field.getRawType().isArray()) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is an array"));
                }
            }
        };
    }
}
