package dev.neuron.http.table;

import dev.neuron.core.Matrix;
import dev.neuron.core.Predictions;
import dev.neuron.core.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;

/** {@code text/csv}: a table with a header in, {@code prediction,label} out. */
@Component
final class CsvConverter extends TableConverter {

  CsvConverter() {
    super("text/csv");
  }

  @Override
  Matrix read(InputStream body, long length) throws IOException {
    return CsvTable.read(body);
  }

  @Override
  void read(InputStream body, RowSink rows) throws IOException {
    CsvTable.read(body, rows);
  }

  @Override
  void write(Predictions predictions, OutputStream answer) throws IOException {
    Writer writer = new OutputStreamWriter(answer, StandardCharsets.US_ASCII);
    writer.write("prediction,label\n");
    double[] values = predictions.predictions();
    int[] labels = predictions.labels();
    for (int i = 0; i < values.length; i++) {
      writer.write(Double.toString(values[i]));
      writer.write(labels[i] == 0 ? ",0\n" : ",1\n");
    }
    writer.flush();
  }
}
