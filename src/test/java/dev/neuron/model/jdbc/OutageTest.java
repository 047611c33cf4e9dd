package dev.neuron.model.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.UncategorizedSQLException;

/** Failures that concern all callers, and those that concern their statement alone. */
class OutageTest {

  private static RuntimeException failure(SQLException cause) {
    return new UncategorizedSQLException("reading", "select 1", cause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "08001", "08003", "57P01", "57P03", "53300"})
  void stateOfALostConnection_isNoAnswer(String state) {
    assertThat(Outage.of(failure(new SQLException("gone", state)))).contains(Outage.NO_ANSWER);
  }

  @Test
  void noConnectionInTime_isNoAnswer() {
    assertThat(Outage.of(failure(new SQLTransientConnectionException("none", "28P01"))))
        .contains(Outage.NO_ANSWER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"55P03", "HYT00"})
  void lockTimeout_isLocked(String state) {
    assertThat(Outage.of(failure(new SQLException("waited", state)))).contains(Outage.LOCKED);
  }

  @Test
  void noSpaceLeft_isAFullDisk() {
    assertThat(Outage.of(failure(new SQLException("no space", "53100"))))
        .contains(Outage.DISK_FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "57014", "22001"})
  void failureOfAStatement_isNoOutage(String state) {
    assertThat(Outage.of(failure(new SQLException("failed", state)))).isEmpty();
  }

  @Test
  void reason_isOneLineWithItsCause() {
    SQLException cause =
        new SQLException("I/O error\n  while reading", "08006", new SocketTimeoutException("late"));

    assertThat(Outage.reason(failure(cause))).isEqualTo("I/O error while reading: late");
  }

  @Test
  void reason_ofACauseWithoutAMessage_namesIt() {
    SQLException cause = new SQLException("I/O error", "08006", new EOFException());

    assertThat(Outage.reason(failure(cause))).isEqualTo("I/O error: EOFException");
  }
}
