package dev.neuron.http.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.http.json.JsonLines;
import dev.neuron.http.json.StrictMapper;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.DatasetEncoder;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.table.TableOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** Reads one large table in the format that its argument names; for a JVM with little memory. */
final class SmallHeapReading {

  static final int ROWS = 250_000;
  static final int COLUMNS = 33;

  private static final String ROW = "0.123456789012345,".repeat(COLUMNS - 1) + "0.5";

  private SmallHeapReading() {}

  /** Reads the table; fails with an OutOfMemoryError if the heap does not suffice. */
  public static void main(String[] args) throws IOException {
    Object read =
        switch (args[0]) {
          case "csv" ->
              dataset(
                  RawDataset.ofTable(
                      ((CsvSource)
                              (rows, options) ->
                                  CsvTable.read(
                                      new CsvText(csv(), StandardCharsets.UTF_8), options, rows))
                          .read(CsvOptions.DEFAULTS),
                      TableOptions.DEFAULTS));
          case "ndjson" ->
              JsonLines.rows(StrictMapper.create(), rows("", "[" + ROW + "]\n", "", ""));
          case "json" -> dataset(StrictMapper.create().readValue(json(), RawDataset.class));
          case "npy-c" -> dataset(npyTable("False"));
          case "npy-fortran" -> dataset(npyTable("True"));
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.println("read " + read.getClass().getSimpleName());
  }

  private static Dataset dataset(RawDataset raw) {
    return DatasetEncoder.encode(raw, null, null, (_, _) -> {}).dataset();
  }

  private static RawDataset npyTable(String fortranOrder) throws IOException {
    return RawDataset.ofTable(
        Table.of(NpyArray.read(npy(fortranOrder), -1, Long.MAX_VALUE, _ -> {})),
        TableOptions.DEFAULTS);
  }

  private static InputStream csv() {
    StringBuilder header = new StringBuilder("c0");
    for (int j = 1; j < COLUMNS; j++) {
      header.append(",c").append(j);
    }
    return rows(header + "\n", ROW + "\n", "", "");
  }

  private static InputStream json() {
    String features = ROW.substring(0, ROW.lastIndexOf(','));
    return new SequenceInputStream(
        rows("{\"x\":[", "[" + features + "]", ",", "]"), rows(",\"y\":[", "0.5", ",", "]}"));
  }

  private static InputStream npy(String fortranOrder) {
    String dict =
        "{'descr': '<f8', 'fortran_order': %s, 'shape': (%d, %d), }\n"
            .formatted(fortranOrder, ROWS, COLUMNS);
    String start = "\u0093NUMPY\u0001\u0000" + (char) dict.length() + '\u0000' + dict;
    return rows(start, "\u0000".repeat(Double.BYTES * COLUMNS), "", "");
  }

  private static InputStream rows(String before, String row, String between, String after) {
    return new Repeated(bytes(before), bytes(row + between), bytes(row + after));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A first row, the same row many times, and a last row, generated while it is read. */
  private static final class Repeated extends InputStream {
    private final byte[] row;
    private final byte[] end;
    private byte[] part;
    private int at;
    private int rowsBegun;

    Repeated(byte[] beginning, byte[] row, byte[] end) {
      this.row = row;
      this.end = end;
      part = beginning;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (at == part.length) {
        if (rowsBegun == ROWS) {
          return -1;
        }
        rowsBegun++;
        part = rowsBegun == ROWS ? end : row;
        at = 0;
      }
      int count = Math.min(length, part.length - at);
      System.arraycopy(part, at, buffer, offset, count);
      at += count;
      return count;
    }
  }
}
