package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.kernel.PanelStages;
import dev.neuron.core.math.LaneSums;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The functions of {@code src/jmh/c/reference.c} on one dataset. */
@SuppressWarnings("restricted") // calling C is what it is for
final class Reference implements AutoCloseable {

  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;
  private static final long LINE = 64;

  private final Arena arena = Arena.ofConfined();
  private final SymbolLookup library;
  private final int rows;
  private final int features;
  private final MemorySegment raw;
  private final MemorySegment panels;
  private final MemorySegment targets;
  private final MemorySegment ones;
  private final MemorySegment parameters;

  Reference(Path library, Dataset dataset) {
    this.library = SymbolLookup.libraryLookup(library, arena);
    rows = dataset.rows();
    features = dataset.features();
    int padded = Math.ceilDiv(rows, PanelStages.ROWS) * PanelStages.ROWS;
    raw = doubles((long) rows * features);
    panels = doubles((long) (padded + PanelStages.ROWS) * features);
    targets = doubles(padded);
    ones = doubles(LaneSums.LANES);
    parameters = doubles(features + 1L);
    for (int i = 0; i < rows; i++) {
      long panel = (long) i / PanelStages.ROWS * PanelStages.ROWS * features;
      for (int j = 0; j < features; j++) {
        double value = dataset.x().values()[i * features + j];
        raw.setAtIndex(DOUBLE, (long) i * features + j, value);
        panels.setAtIndex(
            DOUBLE, panel + (long) j * PanelStages.ROWS + i % PanelStages.ROWS, value);
      }
      targets.setAtIndex(DOUBLE, i, dataset.y()[i]);
      if (i < LaneSums.LANES) {
        ones.setAtIndex(DOUBLE, i, 1);
      }
    }
  }

  private MemorySegment doubles(long count) {
    return arena.allocate(count * Double.BYTES, LINE);
  }

  /** Full batch from zeros; the loss that the last epoch saw, missing rows counted as zeros. */
  double train(double rate, int epochs, int threads) throws Throwable {
    parameters.fill((byte) 0);
    if (rows <= LaneSums.LANES) {
      MemorySegment columns = doubles((long) features * LaneSums.LANES);
      for (int j = 0; j < features; j++) {
        MemorySegment.copy(
            panels,
            DOUBLE,
            (long) j * LINE * Double.BYTES,
            columns,
            DOUBLE,
            j * LINE,
            LaneSums.LANES);
      }
      return (double)
          function("train_tiny", 'i', 'i', 'a', 'a', 'a', 'a', 'd', 'i')
              .invokeExact(rows, features, columns, targets, ones, parameters, rate, epochs);
    }
    long padded = targets.byteSize() / Double.BYTES;
    return (double)
        function("train", 'l', 'i', 'a', 'a', 'a', 'd', 'i', 'i')
            .invokeExact(padded, features, panels, targets, parameters, rate, epochs, threads);
  }

  /** A row an update, from zeros; the mean loss over the last epoch. */
  double trainSingle(double rate, int epochs) throws Throwable {
    parameters.fill((byte) 0);
    return (double)
        function("train_single", 'l', 'i', 'a', 'a', 'a', 'd', 'i')
            .invokeExact((long) rows, features, raw, targets, parameters, rate, epochs);
  }

  private MethodHandle function(String name, char... types) {
    MemoryLayout[] layouts = new MemoryLayout[types.length];
    for (int i = 0; i < types.length; i++) {
      layouts[i] =
          switch (types[i]) {
            case 'i' -> ValueLayout.JAVA_INT;
            case 'l' -> ValueLayout.JAVA_LONG;
            case 'd' -> DOUBLE;
            default -> ValueLayout.ADDRESS;
          };
    }
    return Linker.nativeLinker()
        .downcallHandle(library.find(name).orElseThrow(), FunctionDescriptor.of(DOUBLE, layouts));
  }

  @Override
  public void close() {
    arena.close();
  }
}
