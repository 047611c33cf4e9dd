package dev.neuron.http.table;

import dev.neuron.core.Matrix;
import dev.neuron.core.Predictions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;

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

  /** Writes prediction by prediction. */
  abstract void write(Predictions predictions, OutputStream answer) throws IOException;

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return type == Matrix.class && canRead(mediaType);
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return Predictions.class.isAssignableFrom(type) && canWrite(mediaType);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == Matrix.class || Predictions.class.isAssignableFrom(type);
  }

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
    return read(message.getBody(), message.getHeaders().getContentLength());
  }

  @Override
  protected void writeInternal(Object predictions, HttpOutputMessage message) throws IOException {
    write((Predictions) predictions, message.getBody());
  }
}
