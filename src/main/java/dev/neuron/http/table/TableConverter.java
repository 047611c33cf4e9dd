package dev.neuron.http.table;

import dev.neuron.core.Matrix;
import dev.neuron.core.Predictions;
import dev.neuron.core.RowSink;
import dev.neuron.core.TableStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;

/** A format in which rows are read and predictions written. */
abstract class TableConverter extends AbstractHttpMessageConverter<Object> {

  TableConverter(String mediaType) {
    super(MediaType.valueOf(mediaType));
  }

  /**
   * Reads all rows.
   *
   * @param length how many bytes the body has; −1 if it does not say
   */
  abstract Matrix read(InputStream body, long length) throws IOException;

  /** As above, row by row. */
  abstract void read(InputStream body, RowSink rows) throws IOException;

  /** Writes prediction by prediction. */
  abstract void write(Predictions predictions, OutputStream answer) throws IOException;

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return (type == Matrix.class || type == TableStream.class) && canRead(mediaType);
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return Predictions.class.isAssignableFrom(type) && canWrite(mediaType);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == Matrix.class
        || type == TableStream.class
        || Predictions.class.isAssignableFrom(type);
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
    long length = message.getHeaders().getContentLength();
    return type == TableStream.class
        ? (TableStream) rows -> stream(message, rows)
        : read(message.getBody(), length);
  }

  /** Reads a body after it was handed on; what is wrong with it is told as if it were before. */
  private void stream(HttpInputMessage message, RowSink rows) {
    try {
      read(message.getBody(), rows);
    } catch (IOException | JacksonException e) {
      throw new HttpMessageNotReadableException("The body cannot be read", e, message);
    }
  }

  @Override
  protected void writeInternal(Object predictions, HttpOutputMessage message) throws IOException {
    write((Predictions) predictions, message.getBody());
  }
}
