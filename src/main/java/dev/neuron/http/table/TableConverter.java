package dev.neuron.http.table;

import dev.neuron.table.Predictions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;

/** A format in which rows are read and predictions written. */
abstract class TableConverter extends AbstractHttpMessageConverter<Object> {

  private final Set<Class<?>> readable;

  /**
   * @param readable the types as which rows are read
   */
  TableConverter(String mediaType, Class<?>... readable) {
    super(MediaType.valueOf(mediaType));
    this.readable = Set.of(readable);
  }

  /** Writes prediction by prediction. */
  abstract void write(Predictions predictions, OutputStream response) throws IOException;

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return readable.contains(type) && canRead(mediaType);
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return Predictions.class.isAssignableFrom(type) && canWrite(mediaType);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return readable.contains(type) || Predictions.class.isAssignableFrom(type);
  }

  /** Reads a body inside a controller, and reports its faults as if a converter had found them. */
  static void readLater(HttpInputMessage message, Reading reading) {
    try {
      reading.read();
    } catch (IOException | JacksonException e) {
      throw new HttpMessageNotReadableException("The body cannot be read", e, message);
    }
  }

  /** Reads a body. */
  @FunctionalInterface
  interface Reading {
    void read() throws IOException;
  }

  @Override
  protected void writeInternal(Object predictions, HttpOutputMessage message) throws IOException {
    write((Predictions) predictions, message.getBody());
  }
}
