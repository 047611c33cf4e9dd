package dev.neuron.http.table;

import dev.neuron.table.CellSink;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.Labels;
import dev.neuron.table.Predictions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** {@code text/csv}: a table in, {@code prediction,label} out. */
@Component
final class CsvConverter extends TableConverter {

  CsvConverter() {
    super("text/csv", CsvSource.class);
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) {
    return (CsvSource) (rows, options) -> readLater(message, () -> read(message, rows, options));
  }

  private static void read(HttpInputMessage message, CellSink rows, CsvOptions options)
      throws IOException {
    CsvText text = new CsvText(message.getBody(), charset(message));
    CsvDialect dialect = CsvTable.read(text, options, rows);
    rows.notation(dialect.notation(text.charset()));
  }

  /** Returns the encoding that the Content-Type names; UTF-8 if it names none. */
  private static Charset charset(HttpInputMessage message) {
    MediaType type = message.getHeaders().getContentType();
    Charset named = type == null ? null : type.getCharset();
    return named == null ? StandardCharsets.UTF_8 : named;
  }

  @Override
  void write(Predictions predictions, OutputStream response) throws IOException {
    Writer writer = new OutputStreamWriter(response, StandardCharsets.UTF_8);
    writer.write("prediction,label\n");
    double[] values = predictions.predictions();
    int[] labels = predictions.labels().values();
    String[] ends = {end(predictions.labels(), 0), end(predictions.labels(), 1)};
    for (int i = 0; i < values.length; i++) {
      writer.write(Double.toString(values[i]));
      writer.write(ends[labels[i]]);
    }
    writer.flush();
  }

  private static String end(Labels labels, int value) {
    return "," + quoted(String.valueOf(labels.name(value))) + "\n";
  }

  private static String quoted(String label) {
    boolean isPlain =
        label.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
    return isPlain ? label : '"' + label.replace("\"", "\"\"") + '"';
  }
}
