package dev.neuron.http.parquet;

import java.nio.ByteBuffer;

/** Reads the values of one page of a column, nulls left out, and makes cells of them. */
@FunctionalInterface
interface ValueReader {

  /** Returns the cell of the next value. */
  double next();

  /** Returns a reader of values one after another, without any compression of their own. */
  static ValueReader plain(ParquetColumn column, ByteBuffer bytes, ColumnCells cells) {
    return switch (column.type()) {
      case BOOLEAN -> bits(bytes, cells);
      case INT32 -> () -> cells.ofInt(bytes.getInt());
      case INT64 -> () -> cells.ofLong(bytes.getLong());
      case FLOAT -> () -> cells.ofNumber(bytes.getFloat());
      case DOUBLE -> () -> cells.ofNumber(bytes.getDouble());
      case BYTE_ARRAY -> () -> cells.ofBytes(taken(bytes, bytes.getInt()));
      case FIXED_LEN_BYTE_ARRAY -> () -> cells.ofBytes(taken(bytes, column.width()));
      case INT96 -> throw new IllegalStateException("not read");
    };
  }

  private static ValueReader bits(ByteBuffer bytes, ColumnCells cells) {
    return new ValueReader() {
      private int bit;

      @Override
      public double next() {
        int of = bytes.get(bytes.position() + bit / Byte.SIZE);
        return cells.ofBoolean((of >>> (bit++ % Byte.SIZE) & 1) == 1);
      }
    };
  }

  /** Returns a reader of truth values that are stored as runs, behind their length. */
  static ValueReader runs(ByteBuffer bytes, ColumnCells cells) {
    RunReader runs = new RunReader(taken(bytes, bytes.getInt()), 1);
    return () -> cells.ofBoolean(runs.next() == 1);
  }

  /** Returns a reader of integers that are stored as differences. */
  static ValueReader deltas(ParquetColumn column, ByteBuffer bytes, int max, ColumnCells cells) {
    DeltaReader deltas = new DeltaReader(bytes, max);
    return column.type() == PhysicalType.INT32
        ? () -> cells.ofInt((int) deltas.next())
        : () -> cells.ofLong(deltas.next());
  }

  /** Returns a reader of texts whose lengths come first, as differences. */
  static ValueReader lengthsFirst(ByteBuffer bytes, int max, ColumnCells cells) {
    DeltaReader lengths = new DeltaReader(bytes.duplicate(), max);
    new DeltaReader(bytes, max).skipToEnd();
    return () -> cells.ofBytes(taken(bytes, (int) lengths.next()));
  }

  /** Returns a reader of values whose first bytes come first, then all second ones, and so on. */
  static ValueReader split(ParquetColumn column, ByteBuffer bytes, ColumnCells cells) {
    int width = column.width();
    int count = bytes.remaining() / width;
    ByteBuffer value = ByteBuffer.allocate(width).order(bytes.order());
    ByteBuffer streams = bytes.slice();
    return new ValueReader() {
      private int index;

      @Override
      public double next() {
        if (index == count) {
          throw ParquetFaults.tooFewValues();
        }
        for (int k = 0; k < width; k++) {
          value.put(k, streams.get(k * count + index));
        }
        index++;
        return plain(column, value.rewind(), cells).next();
      }
    };
  }

  /** Returns the next bytes, and moves the position behind them. */
  static ByteBuffer taken(ByteBuffer bytes, int length) {
    if (length < 0 || length > bytes.remaining()) {
      throw ParquetFaults.tooFewValues();
    }
    ByteBuffer taken = bytes.slice(bytes.position(), length).order(bytes.order());
    bytes.position(bytes.position() + length);
    return taken;
  }
}
