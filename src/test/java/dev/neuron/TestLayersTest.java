package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Enforces the layers of the tests: unit (no tag), {@code service} and {@code process}. Without it
 * a slow test would get into {@code ./mvnw test} unnoticed.
 */
class TestLayersTest {

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("dev.neuron");

  @Test
  void testsThatStartProcesses_haveTheTag() {
    assertThat(TESTS.stream().filter(TestLayersTest::hasTests))
        .hasSizeGreaterThan(100)
        .filteredOn(TestLayersTest::startsProcesses)
        .hasSizeGreaterThan(20)
        .filteredOn(test -> !hasTag(test, "process"))
        .extracting(JavaClass::getName)
        .isEmpty();
  }

  @Test
  void testsOfTheService_haveTheTag() {
    assertThat(TESTS.stream().filter(TestLayersTest::hasTests))
        .filteredOn(
            test ->
                test.isMetaAnnotatedWith("org.springframework.boot.test.context.SpringBootTest"))
        .hasSizeGreaterThan(20)
        .filteredOn(test -> !hasTag(test, "service"))
        .extracting(JavaClass::getName)
        .isEmpty();
  }

  private static boolean hasTests(JavaClass found) {
    return found.getAllMethods().stream()
        .anyMatch(
            method -> method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable"));
  }

  /** Whether a class, a superclass or one of its test methods has a tag. */
  private static boolean hasTag(JavaClass test, String tag) {
    Class<?> found = test.reflect();
    return Stream.concat(Stream.of(found), Stream.of(found.getDeclaredMethods()))
        .flatMap(each -> AnnotationSupport.findRepeatableAnnotations(each, Tag.class).stream())
        .anyMatch(each -> each.value().equals(tag));
  }

  private static boolean startsProcesses(JavaClass test) {
    return reaches(test, new HashSet<>());
  }

  private static boolean reaches(JavaClass from, Set<String> seen) {
    if (!seen.add(from.getName())) {
      return false;
    }
    for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
      JavaClass used = dependency.getTargetClass();
      if (used.getName().equals("java.lang.ProcessBuilder")
          || (TESTS.contain(used.getName()) && reaches(TESTS.get(used.getName()), seen))) {
        return true;
      }
    }
    return false;
  }
}
