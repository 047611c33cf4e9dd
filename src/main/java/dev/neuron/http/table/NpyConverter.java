package dev.neuron.http.table;

import dev.neuron.admission.BodyMemory;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.table.CellSink;
import dev.neuron.table.Predictions;
import dev.neuron.table.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** {@code application/x-npy}: an array in, the predictions as an array out. */
@Component
final class NpyConverter extends RowsConverter {

  private final long limit;
  private final BodyMemory memory;

  NpyConverter(RequestLimits limits, BodyMemory memory) {
    super("application/x-npy");
    limit = limits.maxRequestSize().toBytes();
    this.memory = memory;
  }

  @Override
  Table read(HttpInputMessage message) throws IOException {
    return Table.of(
        NpyArray.read(
            message.getBody(),
            message.getHeaders().getContentLength(),
            limit,
            bytes -> memory.exchange(request(), bytes)));
  }

  /** Returns the request that this thread processes; the message does not give it away. */
  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }

  @Override
  void read(InputStream body, CellSink rows) throws IOException {
    NpyArray.read(body, rows);
  }

  @Override
  void write(Predictions predictions, OutputStream response) throws IOException {
    NpyWriter.write(predictions.predictions(), response);
  }

  @Override
  protected Long getContentLength(Object predictions, @Nullable MediaType contentType) {
    return NpyWriter.length(((Predictions) predictions).predictions().length);
  }
}
