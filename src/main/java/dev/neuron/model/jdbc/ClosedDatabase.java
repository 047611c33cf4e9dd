package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Evicts all connections when H2 has closed its database, which it does where it cannot write or
 * read the file. These connections stay unusable; the next new one reopens the database.
 */
final class ClosedDatabase implements SQLExceptionOverride {

  private static final Set<Integer> CLOSED =
      Set.of(
          ErrorCode.DATABASE_IS_CLOSED,
          ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
          ErrorCode.OBJECT_CLOSED,
          ErrorCode.GENERAL_ERROR_1,
          ErrorCode.IO_EXCEPTION_1,
          ErrorCode.IO_EXCEPTION_2,
          ErrorCode.FILE_CORRUPTED_1);

  private volatile @Nullable HikariDataSource connections;

  /** These are the connections to it. */
  void isOf(HikariDataSource opened) {
    connections = opened;
  }

  @java.lang.Override // Hikari has one of this name
  public Override adjudicate(SQLException e) {
    if (!CLOSED.contains(e.getErrorCode())) {
      return Override.CONTINUE_EVICT;
    }
    HikariDataSource all = connections;
    HikariPoolMXBean pool = all == null ? null : all.getHikariPoolMXBean();
    if (pool != null) {
      pool.softEvictConnections();
    }
    return Override.MUST_EVICT;
  }
}
