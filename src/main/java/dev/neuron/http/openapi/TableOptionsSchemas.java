package dev.neuron.http.openapi;

import dev.neuron.table.TableOptions;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The schemas of the options that say how the columns of a table become features and targets: as
 * fields of a dataset, and as parameters of the query.
 */
public final class TableOptionsSchemas {

  private static final int MAX_CATEGORIES = 1000;

  private TableOptionsSchemas() {}

  /** The schemas of the fields, by their names. */
  static Map<String, Schema<?>> inJson() {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>(shared());
    schemas.put("ignore", names("Columns to leave out, by name or, without names, by index"));
    schemas.put(
        "categories", names("Columns that hold categories even if their cells are numbers"));
    return schemas;
  }

  /** The schemas of the parameters, by their names. */
  public static Map<String, Schema<?>> inQuery() {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>(shared());
    schemas.put(
        "ignore",
        text(
            "Columns to leave out, by name or, without names, by index: separated by commas, or a"
                + " JSON array"));
    schemas.put(
        "categories",
        text(
            "Columns that hold categories even if their cells are numbers: separated by commas, or a"
                + " JSON array"));
    return schemas;
  }

  private static Map<String, Schema<?>> shared() {
    Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    schemas.put("target", text("The column of the target, by name or index; by default the last"));
    schemas.put(
        "positive",
        text(
            "The value of the target that stands for 1; all others stand for 0. By default the later"
                + " of two in code-point order, or yes of yes and no"));
    schemas.put("ignore", text(""));
    schemas.put("weights", text("The column that weighs the rows; by default all weigh 1"));
    StringSchema missing = new StringSchema();
    missing.setEnum(List.of("refuse", "mean", "dropRows"));
    missing.setDescription(
        "What becomes of missing cells. Default refuse; mean puts the mean of a column of numbers in"
            + " their place, and makes them a level of a category; dropRows leaves their rows out");
    schemas.put("missing", missing);
    schemas.put("categories", text(""));
    IntegerSchema max = new IntegerSchema();
    max.setMinimum(BigDecimal.TWO);
    max.setMaximum(BigDecimal.valueOf(MAX_CATEGORIES));
    max.setDescription(
        "The most levels that a category may have. Default " + TableOptions.DEFAULT_MAX_CATEGORIES);
    schemas.put("maxCategories", max);
    return schemas;
  }

  private static Schema<?> text(String description) {
    StringSchema schema = new StringSchema();
    schema.setDescription(description);
    return schema;
  }

  private static Schema<?> names(String description) {
    ArraySchema schema = new ArraySchema();
    schema.setItems(new StringSchema());
    schema.setDescription(description);
    return schema;
  }
}
