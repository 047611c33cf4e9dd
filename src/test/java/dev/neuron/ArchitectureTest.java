package dev.neuron;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;

/** Enforces the table of packages in docs/ARCHITECTURE.md, and what else it says. */
class ArchitectureTest {

  private static final String ROOT = "dev.neuron";

  /** Functions whose results the platform leaves open to the last bit; core has its own. */
  private static final Set<String> INEXACT =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos",
          "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT)
          .that(
              DescribedPredicate.describe(
                  "are written by hand, not by the build",
                  found -> !found.getName().contains("__")));

  @Test
  void table_hasEveryPackageWithItsDuty() throws IOException {
    Map<String, String> duties = new TreeMap<>();
    for (String name : packages(_ -> true)) {
      duties.put(name, PackageTable.duty(name));
    }

    assertThat(PackageTable.read().duties()).isEqualTo(duties);
  }

  @Test
  void packages_useWhatTheTableAllowsAndNothingElse() throws IOException {
    PackageTable table = PackageTable.read();
    Map<String, Set<String>> forbidden = new TreeMap<>();
    for (Dependency use : uses()) {
      String from = use.getOriginClass().getPackageName();
      String to = use.getTargetClass().getPackageName();
      if (!table.mayUse(from, to)) {
        forbidden.computeIfAbsent(from, _ -> new TreeSet<>()).add(use.getDescription());
      }
    }

    assertThat(forbidden).isEmpty();
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void picture_inDocs_isThatOfTheCode() throws IOException {
    String picture =
        PackagePicture.of(uses(), PackagePicture::feature)
            + "\n"
            + PackagePicture.of(uses(), PackagePicture::partOfCore);
    if (Boolean.getBoolean("architecture.update")) {
      PackageTable.replacePicture(picture);
    }

    assertThat(PackageTable.picture())
        .as("write it by ./mvnw test -Dtest=ArchitectureTest -Darchitecture.update=true")
        .isEqualTo(picture);
  }

  /** Dependencies between packages of the project. */
  private static List<Dependency> uses() {
    return CLASSES.stream()
        .flatMap(found -> found.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getPackageName().startsWith(ROOT))
        .filter(
            use ->
                !use.getOriginClass()
                    .getPackageName()
                    .equals(use.getTargetClass().getPackageName()))
        .toList();
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
  void hazelcast_isSeenByClusterAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage(tree("cluster"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.hazelcast..")
        .check(CLASSES);
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
