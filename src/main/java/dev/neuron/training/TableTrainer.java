package dev.neuron.training;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.diagnosis.Finding;
import dev.neuron.diagnosis.TableFindings;
import dev.neuron.model.ModelStoreException;
import dev.neuron.table.CsvNotation;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.CsvSource;
import dev.neuron.table.RawDataset;
import dev.neuron.table.Table;
import dev.neuron.table.TableBuilder;
import dev.neuron.table.TableOptions;
import dev.neuron.training.run.PreparedTraining;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts a table and a query to the equivalent JSON request, and faults in that request back to
 * faults in table and query.
 */
public final class TableTrainer {

  /** The parts of a request in the query: the name of the parameter is the first group. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?:hyperparameters/)?([A-Za-z0-9]+)(?:/.*)?");

  private final Trainer trainer;

  TableTrainer(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * A CSV table that was read.
   *
   * @param notation how it was written
   */
  record CsvRead(Table table, @Nullable CsvNotation notation) {}

  /**
   * Reads a CSV table.
   *
   * @throws IOException if the table does not arrive
   */
  static CsvRead read(CsvSource csv, CsvOptions options, TableRequest request) throws IOException {
    TableBuilder rows = new TableBuilder(Set.copyOf(request.options().declaredCategories()));
    csv.readInto(rows, options);
    return new CsvRead(rows.build(), rows.notation());
  }

  /**
   * Prepares a training on a table that was read from CSV.
   *
   * @throws InvalidInputException as for other tables
   */
  PreparedTraining prepare(
      Requester requester, Table table, CsvOptions options, TableRequest request) {
    List<Finding> found = TableFindings.of(options, table.columnNames(), table.columns() - 1);
    try {
      return prepare(requester, table, request).withFindings(found);
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
  PreparedTraining prepare(Requester requester, Table table, TableRequest request) {
    TrainingRequest training =
        new TrainingRequest(
            request.query().name(),
            RawDataset.ofTable(table, request.options()),
            request.hyperparameters(),
            request.query().lossHistoryPoints());
    try {
      return trainer
          .prepare(requester, training)
          .withFaults(e -> e instanceof InvalidInputException invalid ? inTable(invalid) : e);
    } catch (InvalidInputException e) {
      throw inTable(e);
    } catch (ModelStoreException e) {
      throw e.atParameter("startFrom");
    }
  }

  /** Locates values in the query; what is neither there nor a cell has no location. */
  private static InvalidInputException inTable(InvalidInputException e) {
    return inQuery(e).moved(place -> place.pointer() == null ? place : ErrorLocation.NOWHERE);
  }

  /**
   * What a request says of a table.
   *
   * @param options how columns become features and targets
   */
  record TableRequest(
      TableQuery query, TableOptions options, HyperparametersRequest hyperparameters) {}

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
