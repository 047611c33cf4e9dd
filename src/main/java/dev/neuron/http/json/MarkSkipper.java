package dev.neuron.http.json;

import dev.neuron.core.data.UnmarkedInputStream;
import java.io.InputStream;
import java.io.Reader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.InputDecorator;

/**
 * Skips the byte order mark that a body in JSON may begin with, which RFC 8259 allows a parser to
 * do. A text that is in memory already, such as one line of many, is not the beginning of a body.
 */
final class MarkSkipper extends InputDecorator {

  private static final long serialVersionUID = 1;

  @Override
  public InputStream decorate(IOContext context, InputStream body) {
    return new UnmarkedInputStream(body);
  }

  @Override
  public @Nullable InputStream decorate(IOContext context, byte[] json, int offset, int length) {
    return null;
  }

  @Override
  public Reader decorate(IOContext context, Reader json) {
    return json;
  }
}
