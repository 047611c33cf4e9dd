package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Compares exports of a model of numbers alone with files that the service wrote before tables had
 * other columns.
 */
@ServiceTest
class ExportGoldenBlackBoxTest {

  private static final String MODEL = "numbers";

  private final ServiceClient service;

  ExportGoldenBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @BeforeEach
  void bringModel() throws IOException {
    service.post("/models", new String(golden("json"), StandardCharsets.UTF_8)).expect(201);
  }

  private static byte[] golden(String suffix) throws IOException {
    String file = "/golden/export/%s.%s".formatted(MODEL, suffix);
    try (InputStream in = ExportGoldenBlackBoxTest.class.getResourceAsStream(file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    }
  }

  private byte[] exported(String format) {
    return ExportedModels.export(service, MODEL, format).body();
  }

  @ParameterizedTest
  @CsvSource({
    "json, json",
    "python, py",
    "javascript, js",
    "java, java",
    "c, c",
    "sql, sql",
    "excel, txt",
    "latex, tex"
  })
  void export_ofNumbers_isAsBefore(String format, String suffix) throws IOException {
    assertThat(exported(format)).asString(StandardCharsets.UTF_8).isEqualTo(text(suffix));
  }

  @Test
  void pmml_ofNumbers_isAsBefore() throws IOException {
    assertThat(withoutVersion(new String(exported("pmml"), StandardCharsets.UTF_8)))
        .isEqualTo(withoutVersion(text("pmml")));
  }

  @Test
  void onnx_ofNumbers_isAsBefore() throws IOException {
    assertThat(withoutVersion(exported("onnx"))).isEqualTo(withoutVersion(golden("onnx")));
  }

  private static String text(String suffix) throws IOException {
    return new String(golden(suffix), StandardCharsets.UTF_8);
  }

  private static String withoutVersion(String pmml) {
    return pmml.replaceAll("(<Application name=\"neuron\" version=\")[^\"]*", "$1");
  }

  private static byte[] withoutVersion(byte[] onnx) throws IOException {
    return ModelProto.parseFrom(onnx).toBuilder().clearProducerVersion().build().toByteArray();
  }
}
