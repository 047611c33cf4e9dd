package dev.neuron.http.table;

import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.Predictions;
import dev.neuron.core.data.RowSink;
import dev.neuron.http.filter.RequestLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** {@code application/x-npy}: an array in, the predictions as an array out. */
@Component
final class NpyConverter extends RowsConverter {

  private final long limit;

  NpyConverter(RequestLimits limits) {
    super("application/x-npy");
    limit = limits.maxRequestSize().toBytes();
  }

  @Override
  Matrix read(InputStream body, long length) throws IOException {
    return NpyArray.read(body, length, limit);
  }

  @Override
  void read(InputStream body, RowSink rows) throws IOException {
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
