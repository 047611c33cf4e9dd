package dev.neuron.http.table;

import dev.neuron.table.CellSink;
import dev.neuron.table.Table;
import dev.neuron.table.TableStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpInputMessage;

/** A format that needs no options to be read. */
abstract class RowsConverter extends TableConverter {

  RowsConverter(String mediaType) {
    super(mediaType, Table.class, TableStream.class);
  }

  /** Reads all rows. */
  abstract Table read(HttpInputMessage message) throws IOException;

  /** Reads the body row by row. */
  abstract void read(InputStream body, CellSink rows) throws IOException;

  @Override
  protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
    return type == TableStream.class
        ? (TableStream) rows -> readLater(message, () -> read(message.getBody(), rows))
        : read(message);
  }
}
