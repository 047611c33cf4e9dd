package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.SerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.nio.serialization.genericrecord.GenericRecord;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import java.io.Externalizable;
import java.io.File;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import javax.naming.CompositeName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that arrive at a member, deserialized by the member itself. */
class TrustedClassesTest {

  private static final AtomicInteger MADE = new AtomicInteger();

  /** A member without any filter, as an attacker has it. */
  private static final InternalSerializationService OTHER =
      new DefaultSerializationServiceBuilder().build();

  private static final HazelcastInstance MEMBER =
      ClusterStores.member("127.0.0.1", ClusterStores.freePort());

  private static final SerializationService SERVICE =
      ((SerializationServiceSupport) MEMBER).getSerializationService();

  /** Counts when it is made. */
  static final class Counting implements Serializable {
    private static final long serialVersionUID = 1;

    private Object readResolve() {
      MADE.incrementAndGet();
      return this;
    }
  }

  /** Counts when it is made, by its constructor. */
  public static final class CountingExternal implements Externalizable {
    public CountingExternal() {
      MADE.incrementAndGet();
    }

    @Override
    public void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
  }

  /** Compact serialization would make it by reflection. */
  static final class Plain {
    int number = 7;
  }

  /** Compact serialization would make it by its constructor. */
  record CountingRecord(int number) {
    CountingRecord {
      MADE.incrementAndGet();
    }
  }

  /** The handler that an attacker's proxy would call. */
  static final class Handler implements InvocationHandler, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return 0;
    }
  }

  @AfterAll
  static void end() {
    MEMBER.getLifecycleService().terminate();
  }

  private static Object deserialize(Data data) {
    return SERVICE.toObject(data);
  }

  static List<Object> untrusted() throws Exception {
    return List.of(
        URI.create("http://localhost/"),
        new File("/etc/passwd"),
        new CompositeName("a/b"),
        InetAddress.getLoopbackAddress(),
        new BitSet(),
        Level.INFO,
        Thread.State.NEW,
        new HashSet<>(List.of(new Counting())),
        new Random(1),
        Map.of("a", 1),
        new Counting(),
        new CountingExternal(),
        new IllegalStateException("a", new SecurityException(new UnlistedException())),
        Proxy.newProxyInstance(
            TrustedClassesTest.class.getClassLoader(),
            new Class<?>[] {Comparable.class},
            new Handler()));
  }

  /** An exception is let through only if it is listed. */
  static final class UnlistedException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @MethodSource("untrusted")
  void untrustedClass_isNotMade(Object object) {
    Data data = OTHER.toData(object);
    int before = MADE.get();

    assertThatThrownBy(() -> deserialize(data)).hasStackTraceContaining("is not allowed");
    assertThat(MADE).hasValue(before);
  }

  @Test
  void classNamedForCompactSerialization_isNotMade() {
    for (Object object : List.of(new Plain(), new CountingRecord(7))) {
      Data data = OTHER.toDataWithSchema(object);
      int before = MADE.get();

      assertThat(deserialize(data))
          .isInstanceOfSatisfying(
              GenericRecord.class, read -> assertThat(read.getInt32("number")).isEqualTo(7));
      assertThat(MADE).hasValue(before);
    }
  }

  static List<Throwable> failures() {
    Throwable suppressing = new IllegalStateException("message");
    suppressing.addSuppressed(new IndeterminateOperationStateException("suppressed"));
    return List.of(
        suppressing,
        new TargetNotMemberException("message"),
        new MemberLeftException(MEMBER.getCluster().getLocalMember()),
        new HazelcastSerializationException("message", new ClassCastException("cause")));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_ofAnOperation_arrivesWhole(Throwable failure) {
    assertThat(deserialize(OTHER.toData(failure)))
        .isInstanceOfSatisfying(
            Throwable.class,
            read -> {
              assertThat(read).hasSameClassAs(failure).hasMessage(failure.getMessage());
              assertThat(read.getStackTrace()).isEqualTo(failure.getStackTrace());
              assertThat(read.getSuppressed()).hasSameSizeAs(failure.getSuppressed());
            });
  }

  @Test
  void trustedClasses_areExceptions_eachOfWhichArrives() throws Exception {
    for (Class<?> trusted : TrustedClasses.EXCEPTIONS) {
      assertThat(trusted).isAssignableTo(Throwable.class);
    }
    assertThat(new ArrayList<>(TrustedClasses.EXCEPTIONS)).doesNotHaveDuplicates();
  }
}
