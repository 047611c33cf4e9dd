package dev.neuron.http.parquet;

/** How the values of a column are stored, in the order of the format's numbers. */
enum PhysicalType {
  BOOLEAN(0),
  INT32(Integer.BYTES),
  INT64(Long.BYTES),
  INT96(Integer.BYTES + Long.BYTES),
  FLOAT(Float.BYTES),
  DOUBLE(Double.BYTES),
  BYTE_ARRAY(0),
  FIXED_LEN_BYTE_ARRAY(0);

  private final int bytes;

  PhysicalType(int bytes) {
    this.bytes = bytes;
  }

  /** Returns the type that has a number in files. */
  static PhysicalType of(int number) {
    if (number < 0 || number >= values().length) {
      throw ParquetFaults.malformed(
          "A column has the unknown type %d; the format has types 0 to 7.".formatted(number));
    }
    return values()[number];
  }

  /** The bytes of a value; 0 if they are not the same for each column. */
  int bytes() {
    return bytes;
  }
}
