package dev.neuron.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Properties that keep the stages fast; {@link KernelBitsTest} checks their bits. */
class PanelStagesTest {

  /** HotSpot inlines hot methods up to this size (-XX:FreqInlineSize). */
  private static final int INLINED_UP_TO = 325;

  /** HotSpot compiles no method beyond this size. */
  private static final int COMPILED_UP_TO = 8000;

  @Test
  void stages_areTooLongToBeInlinedAndShortEnoughToBeCompiled() throws IOException {
    Map<String, Integer> sizes = codeSizes(PanelStages.class);
    assertThat(sizes)
        .containsOnlyKeys(
            "logits",
            "powers",
            "logs",
            "squaredErrors",
            "crossEntropies",
            "gradient",
            "gradientAndNextLogits");
    assertThat(sizes.values())
        .allSatisfy(size -> assertThat(size).isBetween(INLINED_UP_TO + 1, COMPILED_UP_TO));
  }

  /** The one that runs longest; the others are short, and may be inlined. */
  @Test
  void hessianStages_areShortEnoughToBeCompiledAndTheLongestIsNotInlined() throws IOException {
    Map<String, Integer> sizes = codeSizes(HessianStages.class);
    assertThat(sizes).containsOnlyKeys("crossEntropies", "squaredErrors", "scale", "twoProducts");
    assertThat(sizes.values()).allSatisfy(size -> assertThat(size).isLessThan(COMPILED_UP_TO));
    assertThat(sizes.get("twoProducts")).isGreaterThan(INLINED_UP_TO);
  }

  private static Map<String, Integer> codeSizes(Class<?> stages) throws IOException {
    try (InputStream bytes = stages.getResourceAsStream(stages.getSimpleName() + ".class")) {
      ClassModel model = ClassFile.of().parse(Objects.requireNonNull(bytes).readAllBytes());
      return model.methods().stream()
          .filter(method -> !method.methodType().stringValue().contains("Vector"))
          .filter(method -> !method.methodName().stringValue().startsWith("<"))
          .collect(
              Collectors.toMap(
                  method -> method.methodName().stringValue(),
                  method -> ((CodeAttribute) method.code().orElseThrow()).codeLength()));
    }
  }
}
