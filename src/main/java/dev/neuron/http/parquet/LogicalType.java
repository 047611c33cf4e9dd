package dev.neuron.http.parquet;

import java.util.Map;

/** What the values of a column stand for, as its schema says. */
enum LogicalType {
  NONE("values"),
  STRING("texts"),
  ENUM("texts"),
  JSON("texts"),
  DECIMAL("decimal numbers"),
  INTEGER("integers"),
  UNSIGNED("integers"),
  FLOAT16("numbers"),
  NULL("nulls"),
  DATE("dates"),
  TIME("times of day"),
  TIMESTAMP("timestamps"),
  INTERVAL("intervals of time"),
  UUID("UUIDs"),
  BSON("BSON documents"),
  LIST("lists"),
  MAP("maps"),
  OTHER("values of a type of its own");

  /** The types by the field of the union LogicalType. */
  private static final Map<Integer, LogicalType> BY_FIELD =
      Map.ofEntries(
          Map.entry(1, STRING),
          Map.entry(2, MAP),
          Map.entry(3, LIST),
          Map.entry(4, ENUM),
          Map.entry(5, DECIMAL),
          Map.entry(6, DATE),
          Map.entry(7, TIME),
          Map.entry(8, TIMESTAMP),
          Map.entry(10, INTEGER),
          Map.entry(11, NULL),
          Map.entry(12, JSON),
          Map.entry(13, BSON),
          Map.entry(14, UUID),
          Map.entry(15, FLOAT16));

  /** The types by the number of the older ConvertedType. */
  private static final Map<Integer, LogicalType> BY_NUMBER =
      Map.ofEntries(
          Map.entry(0, STRING),
          Map.entry(1, MAP),
          Map.entry(2, MAP),
          Map.entry(3, LIST),
          Map.entry(4, ENUM),
          Map.entry(5, DECIMAL),
          Map.entry(6, DATE),
          Map.entry(7, TIME),
          Map.entry(8, TIME),
          Map.entry(9, TIMESTAMP),
          Map.entry(10, TIMESTAMP),
          Map.entry(11, UNSIGNED),
          Map.entry(12, UNSIGNED),
          Map.entry(13, UNSIGNED),
          Map.entry(14, UNSIGNED),
          Map.entry(15, INTEGER),
          Map.entry(16, INTEGER),
          Map.entry(17, INTEGER),
          Map.entry(18, INTEGER),
          Map.entry(19, JSON),
          Map.entry(20, BSON),
          Map.entry(21, INTERVAL));

  private final String contents;

  LogicalType(String contents) {
    this.contents = contents;
  }

  static LogicalType ofField(int id) {
    return BY_FIELD.getOrDefault(id, OTHER);
  }

  static LogicalType ofNumber(int number) {
    return BY_NUMBER.getOrDefault(number, OTHER);
  }

  /** What a column of this type holds, for a message. */
  String contents() {
    return contents;
  }
}
