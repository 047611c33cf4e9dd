package dev.neuron.protocol.inference;

import dev.neuron.table.CellKind;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The supported datatypes of tensors; numbers of all of them are read as FP64, BYTES as texts. */
enum Datatype {
  INT8(-0x1p7, 0x1p7 - 1),
  INT16(-0x1p15, 0x1p15 - 1),
  INT32(-0x1p31, 0x1p31 - 1),
  INT64(-0x1p63, 0x1p63),
  UINT8(0, 0x1p8 - 1),
  UINT16(0, 0x1p16 - 1),
  UINT32(0, 0x1p32 - 1),
  UINT64(0, 0x1p64),
  FP32(-Double.MAX_VALUE, Double.MAX_VALUE),
  FP64(-Double.MAX_VALUE, Double.MAX_VALUE),
  BOOL(0, 1),
  BYTES(1, 0);

  private final double min;
  private final double max;

  Datatype(double min, double max) {
    this.min = min;
    this.max = max;
  }

  /** Returns the datatype with a name; null if there is none. */
  static @Nullable Datatype of(String name) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Returns all names, for a sentence. */
  static String names() {
    return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
  }

  /** True if the type can represent cells of a kind; in each of them a cell may be missing. */
  boolean has(CellKind kind) {
    return switch (kind) {
      case TEXT -> this == BYTES;
      case BOOLEAN -> this == BOOL;
      case MISSING -> true;
      case NUMBER -> this != BYTES;
    };
  }

  /** Returns what is wrong with a cell of this type, as a sentence or two. */
  String describeOther(CellKind kind) {
    String remedy =
        switch (kind) {
          case TEXT -> " Texts have the datatype BYTES.";
          case BOOLEAN -> " true and false have the datatype BOOL.";
          case NUMBER ->
              switch (this) {
                case BYTES -> " BYTES are texts; numbers have a numeric datatype, such as FP64.";
                case BOOL -> " A BOOL is true, false, 1 or 0.";
                default -> "";
              };
          case MISSING -> "";
        };
    return "The value is no %s.%s".formatted(this, remedy);
  }

  /**
   * True if the type can represent a number; floating-point types accept any value and round it.
   */
  boolean has(double value) {
    boolean isWhole = name().startsWith("FP") || value == Math.rint(value);
    return isWhole && value >= min && value <= max;
  }
}
