package dev.neuron.model.jdbc;

import dev.neuron.model.CreationTimes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Times at which snapshots were used last. A use is noted here and written later, with others, and
 * always before something has to make room: a prediction shall not wait for a write.
 */
final class LastUsedBuffer {

  private static final int BATCH = 500;

  private final CreationTimes times;
  private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param times also those of what is created: they count as used then
   */
  LastUsedBuffer(CreationTimes times) {
    this.times = times;
  }

  /** Notes that a snapshot is used. */
  void note(String id) {
    unwritten.merge(id, CreationTimes.toMicros(times.next()), Math::max);
  }

  boolean areWritten() {
    return unwritten.isEmpty();
  }

  /** Writes what was noted; within a change. */
  void write(JdbcTemplate jdbc) {
    List<Map.Entry<String, Long>> uses =
        unwritten.keySet().stream().map(id -> Map.entry(id, taken(id))).toList();
    jdbc.batchUpdate(
        "update model set used_at = ? where id = ? and used_at < ?",
        uses,
        BATCH,
        (statement, use) -> {
          statement.setLong(1, use.getValue());
          statement.setString(2, use.getKey());
          statement.setLong(3, use.getValue());
        });
  }

  private long taken(String id) {
    Long used = unwritten.remove(id);
    return used == null ? 0 : used;
  }
}
