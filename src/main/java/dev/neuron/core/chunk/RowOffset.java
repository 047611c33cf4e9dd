package dev.neuron.core.chunk;

import dev.neuron.core.data.ErrorLocation;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves locations in a chunk to where they are among all rows: {@code x/1/0} to {@code x/4097/0}.
 *
 * @param rows how many rows lie before the chunk
 */
record RowOffset(int rows) implements UnaryOperator<ErrorLocation> {

  private static final Pattern ROW = Pattern.compile("([xy])/(\\d+)(.*)");

  @Override
  public ErrorLocation apply(ErrorLocation location) {
    Matcher cell = ROW.matcher(String.valueOf(location.pointer()));
    return cell.matches()
        ? ErrorLocation.at(
            cell.group(1) + "/" + (Integer.parseInt(cell.group(2)) + rows) + cell.group(3))
        : location;
  }
}
