package dev.neuron.http.parquet;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.Faults;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.ColumnFault;
import dev.neuron.table.IndexColumn;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads a file column by column into the cells of a table, which is allocated when its memory has
 * been reserved. Columns that cannot be read are left empty, with the reason.
 */
final class ParquetTable {

  private static final int MAX_CELLS = Integer.MAX_VALUE - 8;

  private final ParquetFooter footer;
  private final PageBytes pages;
  private final TableBuilder builder = new TableBuilder();
  private final Map<Integer, ColumnFault> faults = new HashMap<>();
  private final double[] cells;

  private ParquetTable(ByteBuffer file, ParquetFooter footer, long limit, LongConsumer reserve) {
    this.footer = footer;
    long numbers = footer.rows() * footer.columns().size();
    long memory = file.limit() + footer.memory() + numbers * Double.BYTES;
    reserve.accept(memory);
    pages = new PageBytes(file, footer.start(), limit, more -> reserve.accept(memory + more));
    cells = new double[(int) numbers];
  }

  /**
   * Reads a file.
   *
   * @param bytes of the whole file
   * @param limit the maximum number of cells, and of bytes when they are decompressed
   * @param reserve takes the memory, in bytes, that reading takes in all
   * @throws UnreadableException if it is not a Parquet file, or one that is not read
   * @throws InvalidInputException if there is no row or no usable name
   */
  static Table read(byte[] bytes, long limit, LongConsumer reserve) {
    try {
      ByteBuffer file = ByteBuffer.wrap(bytes);
      ParquetFooter footer = ParquetFooter.read(file);
      requireSize(footer, limit);
      List<String> names = names(footer);
      return new ParquetTable(file, footer, limit, reserve).read(names);
    } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
      // Each read is checked by the buffer, which ends where the page, the footer or the file does.
      throw ParquetFaults.malformed("A page or the footer ends before what it announces.");
    }
  }

  /** A file of a few bytes may announce any number of rows, each of nulls or of the same value. */
  private static void requireSize(ParquetFooter footer, long limit) {
    int columns = footer.columns().size();
    if (footer.rows() == 0 || columns == 0) {
      throw new InvalidInputException(
          Reason.NO_ROWS, ErrorLocation.NOWHERE, "The file has no rows or no columns.");
    }
    long max = Math.min(limit, MAX_CELLS);
    if (footer.rows() > max / columns) {
      throw ParquetFaults.tooLarge(
          "The file has %d rows of %s, which are more cells than the limit of %d."
              .formatted(footer.rows(), Count.of(columns, "column"), max));
    }
  }

  private static List<String> names(ParquetFooter footer) {
    try {
      return IndexColumn.checkedNames(footer.columns().stream().map(ParquetColumn::name).toList());
    } catch (InvalidInputException e) {
      throw e.moved(_ -> ErrorLocation.NOWHERE);
    }
  }

  private Table read(List<String> names) {
    List<ParquetColumn> columns = footer.columns();
    for (int j = 0; j < columns.size(); j++) {
      read(columns.get(j), j);
    }
    return builder.build(cells, names, faults);
  }

  private void read(ParquetColumn column, int index) {
    if (column.kind() == null) {
      faults.put(index, unread(column));
      for (int row = 0; row < footer.rows(); row++) {
        set(row, index, builder.missingCell());
      }
      return;
    }
    ColumnCells made = new ColumnCells(column, column.kind(), index, builder);
    int first = 0;
    for (ParquetFooter.RowGroup group : footer.groups()) {
      int count = (int) group.rows();
      if (count > 0) {
        new ChunkReader(column, group.chunks().get(column.leaf()), pages, made)
            .read(first, count, (row, cell) -> set(row, index, cell));
      }
      first += count;
    }
    ColumnFault fault = made.fault();
    if (fault != null) {
      faults.put(index, fault);
    }
  }

  private void set(int row, int column, double cell) {
    cells[row * footer.columns().size() + column] = cell;
  }

  private static ColumnFault unread(ParquetColumn column) {
    return new ColumnFault(
        Reason.UNSUPPORTED_COLUMN,
        Faults.of(
            new Fault(
                ErrorLocation.ofColumn(column.name()),
                "Column %s holds %s, which are not read. Leave it out by ignore=, or write it as numbers or texts."
                    .formatted(column.quotedName(), column.contents()))));
  }
}
