package dev.neuron.model.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Probes whether a database can be read, changed and added to; each throws while it cannot. */
final class DatabaseProbes {

  /** The space that must be free before models are stored again. */
  private static final int PROBE_BYTES = 1 << 20;

  private final boolean isRemote;
  private final HikariDataSource connections;
  private final JdbcClient sql;
  private final TransactionTemplate transactions;

  DatabaseProbes(
      boolean isRemote,
      HikariDataSource connections,
      JdbcClient sql,
      TransactionTemplate transactions) {
    this.isRemote = isRemote;
    this.connections = connections;
    this.sql = sql;
    this.transactions = transactions;
  }

  /** Reads all tables, since others may lock any of them; a remote one on a new connection. */
  void read() {
    if (isRemote) {
      connections.getHikariPoolMXBean().softEvictConnections();
    }
    sql.sql(
            """
            select last_created_at from store_state
            where not exists (select 1 from model where 1 = 0)
              and not exists (select 1 from model_summary where 1 = 0)
              and not exists (select 1 from owner_total where 1 = 0)
              and not exists (select 1 from evicted where 1 = 0)
            """)
        .query(Long.class)
        .single();
  }

  /** Takes the lock that every change needs. */
  void change() {
    transactions.executeWithoutResult(_ -> lockedState());
  }

  /**
   * Adds a row and rolls back, since PostgreSQL does not say how much space its disk has. What a
   * failed change has taken of the disk is used again after a vacuum, which PostgreSQL does itself.
   */
  void add() {
    byte[] content = new byte[PROBE_BYTES];
    new Random().nextBytes(content); // which cannot be compressed
    transactions.executeWithoutResult(
        transaction -> {
          transaction.setRollbackOnly();
          long _ = lockedState(); // so that other services wait
          sql.sql(
                  """
                  insert into model (id, owner, created_at, used_at, bytes, content)
                  values ('', '', -1, -1, 0, :content)
                  """)
              .param("content", content)
              .update();
        });
  }

  /** Locks the state of the store; returns the latest creation time, in microseconds. */
  long lockedState() {
    return sql.sql("select last_created_at from store_state for update").query(Long.class).single();
  }
}
