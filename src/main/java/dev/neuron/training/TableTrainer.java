package dev.neuron.training;

import dev.neuron.core.data.CsvOptions;
import dev.neuron.core.data.CsvSource;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.diagnosis.Finding;
import dev.neuron.diagnosis.TableFindings;
import dev.neuron.model.ModelStoreException;
import dev.neuron.training.run.PreparedTraining;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts a table and a query to the equivalent JSON request, and faults in that request back to
 * faults in table and query.
 */
public final class TableTrainer {

  private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** The parts of a request in the query: the name of the parameter is the first group. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?:hyperparameters/)?([A-Za-z0-9]+)(?:/.*)?");

  private final Trainer trainer;

  TableTrainer(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * Prepares a training on a CSV table.
   *
   * @throws InvalidInputException as for other tables
   * @throws IOException if the table does not arrive
   */
  PreparedTraining prepare(
      Requester requester,
      CsvSource csv,
      CsvOptions options,
      TableQuery query,
      HyperparametersRequest hyperparameters)
      throws IOException {
    Matrix table = csv.read(options);
    List<Finding> found = TableFindings.of(options, table.columnNames(), table.columns() - 1);
    try {
      return prepare(requester, table, query, hyperparameters).withFindings(found);
    } catch (InvalidInputException e) {
      throw FirstLineHint.addTo(e, options);
    }
  }

  /**
   * Prepares a training on a table, of which it becomes the owner.
   *
   * @throws InvalidInputException with locations in the table and the query; exceptions of the
   *     training have such locations too
   */
  PreparedTraining prepare(
      Requester requester, Matrix table, TableQuery query, HyperparametersRequest hyperparameters) {
    Dataset dataset =
        Dataset.ofTable(table, target(table.columns(), table.columnNames(), query.target()));
    TrainingRequest request =
        new TrainingRequest(query.name(), dataset, hyperparameters, query.lossHistoryPoints());
    try {
      return trainer
          .prepare(requester, request)
          .withFaults(
              e -> e instanceof InvalidInputException invalid ? placed(invalid, dataset) : e);
    } catch (InvalidInputException e) {
      throw placed(e, dataset);
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    }
  }

  private static InvalidInputException placed(InvalidInputException e, Dataset dataset) {
    return dataset.placed(inQuery(e));
  }

  /**
   * Returns the index of the target's column.
   *
   * @param names of the columns, if they have names
   * @param target its name, or its index if columns have no names; null for the last
   * @throws InvalidInputException with the parameter {@code target} if there is none
   */
  public static int target(int columns, @Nullable List<String> names, @Nullable String target) {
    int last = columns - 1;
    if (target == null) {
      return last;
    }
    if (names != null) {
      int column = names.indexOf(target);
      if (column < 0) {
        throw unknown("The header has no column of this name.");
      }
      return column;
    }
    if (!INDEX.matcher(target).matches() || Integer.parseInt(target) > last) {
      throw unknown(
          "The columns have no names; target must be the index of one, from 0 to %d."
              .formatted(last));
    }
    return Integer.parseInt(target);
  }

  private static InvalidInputException unknown(String detail) {
    return new InvalidInputException(
        Reason.UNKNOWN_TARGET, ErrorLocation.ofParameter("target"), detail);
  }

  /**
   * Returns the faults with the locations of their values in the query, as far as they are there.
   */
  public static InvalidInputException inQuery(InvalidInputException e) {
    return e.moved(TableTrainer::inQuery);
  }

  private static ErrorLocation inQuery(ErrorLocation place) {
    String pointer = place.pointer();
    if (pointer == null) {
      return place; // it is in the query already
    }
    Matcher parameter = PARAMETER.matcher(pointer);
    return pointer.startsWith("dataset") || !parameter.matches()
        ? place
        : ErrorLocation.ofParameter(parameter.group(1));
  }
}
