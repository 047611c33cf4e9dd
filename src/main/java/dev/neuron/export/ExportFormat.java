package dev.neuron.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;

/** The formats of an export. */
enum ExportFormat {
  JSON("application/json", ".json"),
  ONNX("application/octet-stream", ".onnx"),
  PMML("application/xml", ".pmml"),
  PYTHON("text/x-python;charset=UTF-8", ".py"),
  JAVASCRIPT("text/javascript;charset=UTF-8", ".js"),
  JAVA("text/x-java-source;charset=UTF-8", ".java"),
  C("text/x-c;charset=UTF-8", ".c"),
  SQL("application/sql;charset=UTF-8", ".sql"),
  EXCEL("text/plain;charset=UTF-8", ".txt"),
  LATEX("text/x-tex;charset=UTF-8", ".tex"),
  NUMPY("text/x-python;charset=UTF-8", "-training.py");

  private final String mediaType;
  private final String suffix;

  ExportFormat(String mediaType, String suffix) {
    this.mediaType = mediaType;
    this.suffix = suffix;
  }

  MediaType mediaType() {
    return MediaType.parseMediaType(mediaType);
  }

  /**
   * Returns the file name for a model with a title; that of a Java class is the name of the class.
   */
  String file(String title) {
    return (this == JAVA ? "Neuron" : title) + suffix;
  }

  /** Returns the format with a name in requests. */
  static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.word().equals(name)).findFirst();
  }

  /** Returns the names of all formats in requests. */
  static String words() {
    return Arrays.stream(values()).map(ExportFormat::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
