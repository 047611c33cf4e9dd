package dev.neuron.http.table;

import dev.neuron.http.json.JsonLines;
import dev.neuron.table.CellSink;
import dev.neuron.table.Labels;
import dev.neuron.table.Predictions;
import dev.neuron.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpInputMessage;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code application/x-ndjson}: one row a line in, one prediction a line out. */
@Component
final class NdjsonConverter extends RowsConverter {

  private final JsonMapper mapper;

  NdjsonConverter(JsonMapper mapper) {
    super("application/x-ndjson");
    this.mapper = mapper;
  }

  @Override
  Table read(HttpInputMessage message) throws IOException {
    return JsonLines.rows(mapper, message.getBody());
  }

  @Override
  void read(InputStream body, CellSink rows) throws IOException {
    JsonLines.read(mapper, body, rows);
  }

  @Override
  void write(Predictions predictions, OutputStream response) throws IOException {
    Writer writer = new OutputStreamWriter(response, StandardCharsets.UTF_8);
    double[] values = predictions.predictions();
    int[] labels = predictions.labels().values();
    String[] ends = {end(predictions.labels(), 0), end(predictions.labels(), 1)};
    for (int i = 0; i < values.length; i++) {
      writer.write("{\"prediction\":");
      writer.write(Double.toString(values[i]));
      writer.write(ends[labels[i]]);
    }
    writer.flush();
  }

  private String end(Labels labels, int value) {
    return ",\"label\":" + mapper.writeValueAsString(labels.name(value)) + "}\n";
  }
}
