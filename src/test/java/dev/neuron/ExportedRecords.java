package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model of columns of numbers, categories, yes and no with missing cells, whose names, levels and
 * classes would end a string, a comment or a statement; and records to predict for.
 */
final class ExportedRecords {

  static final String MODEL = "records";
  static final String NEGATIVE = "it's \"no\" */ \\ ${x} --> =cmd|' /C calc'!A0";
  static final String POSITIVE = "\"\"\" ''' </Value> \u202e 🙂 {{x}} %s";

  /** What a program prints where it refuses a record. */
  static final String REFUSED = "refused";

  private static final double CLOSE = 1e-12;
  private static final long SEED = 20261130;
  private static final List<String> LEVELS = levels();
  private static final List<String> FEW = List.of("a", "it's \"b\"", "c\\");
  private static final List<Map<String, @Nullable Object>> TRAINING = training();

  private ExportedRecords() {}

  /** Fifty levels: hostile texts, numbers in a text column, and plain words. */
  private static List<String> levels() {
    Set<String> levels = new LinkedHashSet<>();
    ExportedModels.HOSTILE.forEach(name -> levels.add(name.strip()));
    levels.addAll(
        List.of(
            "=cmd|' /C calc'!A0", "-->", "3", "0.5", "1.0E-5", "1.50", "-0", "Line\nbreak", "A"));
    IntStream.rangeClosed(1, 50).forEach(k -> levels.add("level " + k));
    return levels.stream().limit(50).toList();
  }

  private static List<Map<String, @Nullable Object>> training() {
    Random random = new Random(SEED);
    return IntStream.range(0, 150).mapToObj(i -> row(i, random)).toList();
  }

  /** A row in which some cells are missing. */
  private static Map<String, @Nullable Object> row(int i, Random random) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    List<String> names = ExportedModels.HOSTILE;
    for (int j = 0; j < names.size(); j++) {
      @Nullable Object cell =
          switch (j % 3) {
            case 0 -> random.nextDouble(-3, 3);
            case 1 -> FEW.get(random.nextInt(FEW.size()));
            default -> random.nextBoolean() ? "Yes" : "no";
          };
      row.put(names.get(j), (i + j) % 10 == 0 ? null : cell);
    }
    row.put("levels", i % 51 == 50 ? null : LEVELS.get(i % 51));
    row.put("complete", FEW.get(i % FEW.size()));
    row.put("zip", i % 11 == 0 ? null : List.of(8001, 8002, 0.25).get(i % 3));
    row.put("курит", random.nextBoolean() ? "да" : "НЕТ");
    return row;
  }

  /** The names of the columns, in their order. */
  static List<String> columns() {
    return List.copyOf(TRAINING.getFirst().keySet());
  }

  /** True if a column holds numbers. */
  static boolean isNumber(String column) {
    return TRAINING.stream().anyMatch(row -> row.get(column) instanceof Double)
        && !column.equals("zip");
  }

  /** Trains the model. */
  static void train(ServiceClient service) {
    Random random = new Random(SEED + 1);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : TRAINING) {
      Map<String, @Nullable Object> labelled = new LinkedHashMap<>(row);
      labelled.put("survived", random.nextBoolean() ? POSITIVE : NEGATIVE);
      rows.add(labelled);
    }
    Map<String, Object> dataset =
        Map.of(
            "rows",
            rows,
            "target",
            "survived",
            "positive",
            POSITIVE,
            "missing",
            "mean",
            "categories",
            List.of("zip"));
    service
        .post(
            "/train",
            json(
                Map.of(
                    "name", MODEL,
                    "dataset", dataset,
                    "hyperparameters", Map.of("standardize", true, "epochs", 60))))
        .expect(201);
  }

  /** Records as a table of a database or a sheet holds them. */
  static List<Map<String, @Nullable Object>> records() {
    Random random = new Random(SEED + 2);
    return IntStream.range(0, 60).mapToObj(i -> row(i, random)).toList();
  }

  /** Records whose cells are written in other ways that mean the same. */
  static List<Map<String, @Nullable Object>> looseRecords() {
    List<Map<String, @Nullable Object>> loose = new ArrayList<>();
    List<Map<String, @Nullable Object>> all = records();
    for (int i = 0; i < all.size(); i++) {
      Map<String, @Nullable Object> record = new LinkedHashMap<>(all.get(i));
      int style = i;
      record.replaceAll((_, cell) -> loose(cell, style));
      loose.add(record);
    }
    for (Object level : List.of(3, 0.5, 1e-5, "3.00", "+0.5", "1.50", "-0")) {
      loose.add(changed("levels", level));
    }
    loose.add(changed("zip", "8.001e3"));
    return loose;
  }

  private static @Nullable Object loose(@Nullable Object cell, int style) {
    return switch (cell) {
      case null -> List.of("NA", " nan\t", "", "NULL", "?").get(style % 5);
      case Double number when number == 0.25 -> " 0.250";
      case Double number -> List.of(number, " " + number + "\u2003", style % 2 == 0).get(style % 3);
      case Integer number -> List.of(number, number + "", number + ".0").get(style % 3);
      case String text when text.equalsIgnoreCase("yes") ->
          List.of("YES", " yEs ", "yes").get(style % 3);
      case String text when text.equals("да") -> List.of("ДА", "Да", "дА").get(style % 3);
      case String text -> style % 2 == 0 ? text : "\n" + text + " ";
      default -> cell;
    };
  }

  /** Records that cannot be predicted for, since one cell is not usable. */
  static List<Map<String, @Nullable Object>> unusable() {
    return List.of(
        changed("levels", "level 51"),
        changed("levels", "LEVEL 1"),
        changed("complete", null),
        changed("complete", ""),
        changed("complete", true),
        changed("zip", 8003),
        changed("курит", "maybe"),
        changed("with space", "twelve"),
        changed("with space", "0x10"));
  }

  private static Map<String, @Nullable Object> changed(String column, @Nullable Object cell) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>(records().getFirst());
    assertThat(record).containsKey(column);
    record.put(column, cell);
    return record;
  }

  static String json(Object value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  /** The predictions of the service; null where it refuses the record. */
  static List<@Nullable Double> predicted(
      ServiceClient service, Collection<Map<String, @Nullable Object>> records) {
    List<@Nullable Double> predictions = new ArrayList<>();
    for (Map<String, @Nullable Object> record : records) {
      Answer answer = service.predict(json(Map.of("modelId", MODEL, "x", List.of(record))));
      if (answer.status() == 422) {
        predictions.add(null);
      } else {
        JsonNode found = answer.expect(200).json().get("predictions").get(0);
        predictions.add(found.doubleValue());
      }
    }
    return predictions;
  }

  /** Asserts that these are the predictions that a program printed, one a line. */
  static void assertPrinted(List<@Nullable Double> expected, String printed) {
    List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < lines.size(); i++) {
      @Nullable Double prediction = expected.get(i);
      if (prediction == null) {
        assertThat(lines.get(i)).as("record %d", i).isEqualTo(REFUSED);
      } else {
        assertThat(lines.get(i)).as("record %d", i).isNotEqualTo(REFUSED);
        assertThat(Double.parseDouble(lines.get(i)))
            .as("record %d", i)
            .isCloseTo(Objects.requireNonNull(prediction), within(CLOSE));
      }
    }
  }

  /** The cell as a text: true for a truth value, 0.5 for a number. */
  static @Nullable String text(@Nullable Object cell) {
    return cell == null ? null : cell.toString();
  }

  /** True if a record holds a character that many programs cannot. */
  static boolean hasNul(Map<String, ?> record) {
    return record.values().stream().anyMatch(cell -> cell instanceof String s && s.contains("\0"));
  }
}
