package dev.neuron;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.stereotype.Controller;

/** Enforces the table of packages: who may look where. */
class ArchitectureTest {

  private static final String ROOT = "dev.neuron";
  private static final Pattern TABLE =
      Pattern.compile(
          "dev[.]neuron([.](core|admission|diagnosis|model|training|prediction|explanation|export|protocol"
              + "|http|replica|cluster)([.].+)?)?");

  /** Functions whose results the platform leaves open to the last bit; core has its own. */
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyClass_residesInAPackageOfTheTable() {
    assertThat(packages(found -> !TABLE.matcher(found.getName()).matches())).isEmpty();
  }

  @Test
  void core_dependsOnThePlatformOnly() {
    classes()
        .that()
        .resideInAPackage(tree("core"))
        .should()
        .onlyDependOnClassesThat(
            are(
                resideInAnyPackage(
                    tree("core"), "java..", "jdk.incubator.vector..", "org.jspecify..")))
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          core        |
          admission   | core
          diagnosis   | core
          model       | core admission diagnosis
          replica     | core model
          training    | core admission diagnosis model replica http.problem
          prediction  | core model
          explanation | core model http.json
          export      | core model
          protocol    | core model prediction http
          http        | core admission
          cluster     | core model replica
          """)
  void feature_looksOnlyWhereItMay(String feature, @Nullable String may) {
    String[] allowed =
        Stream.concat(Stream.of(feature), may == null ? Stream.of() : Stream.of(may.split(" ", -1)))
            .map(ArchitectureTest::tree)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(tree(feature))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .as("reside elsewhere in %s than in %s", ROOT, String.join(", ", allowed)))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          core.math        |
          core.thread      |
          core.data        | core.math
          core.neuron      | core.math core.data
          core.kernel      | core.math core.data core.neuron core.thread
          core.training    | core.math core.data core.neuron core.kernel
          core.explanation | core.math core.data core.neuron core.kernel core.training
          core.chunk       | core.math core.data core.neuron core.kernel core.training core.thread
          """)
  void packageOfCore_looksOnlyWhereItMay(String part, @Nullable String may) {
    feature_looksOnlyWhereItMay(part, may);
  }

  @Test
  void kernels_areSeenByCoreAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("core"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(tree("core.kernel"))
        .check(CLASSES);
  }

  @Test
  void controllers_arePackagePrivate() {
    classes()
        .that()
        .areMetaAnnotatedWith(Controller.class)
        .should()
        .bePackagePrivate()
        .check(CLASSES);
  }

  @Test
  void jackson2_isNotUsedButForItsAnnotations() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("http.openapi")) // whose library has no other
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
        .check(CLASSES);
  }

  @Test
  void core_callsNoFunctionOfThePlatformThatIsNotExact() {
    noClasses()
        .that()
        .resideInAPackage(tree("core"))
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "the target is an elementary function of the platform",
                ArchitectureTest::isInexact))
        .check(CLASSES);
  }

  @Test
  void everyPackage_isNullMarked() {
    assertThat(packages(found -> !found.isAnnotatedWith(NullMarked.class))).isEmpty();
  }

  private static Set<String> packages(Predicate<JavaPackage> which) {
    return CLASSES.stream()
        .map(JavaClass::getPackage)
        .filter(which)
        .map(JavaPackage::getName)
        .collect(toCollection(TreeSet::new));
  }

  private static boolean isInexact(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getSimpleName();
    return Set.of("Math", "StrictMath", "VectorOperators").contains(owner)
        && INEXACT.contains(access.getTarget().getName().toLowerCase(Locale.ROOT));
  }

  private static String tree(String feature) {
    return ROOT + "." + feature + "..";
  }
}
