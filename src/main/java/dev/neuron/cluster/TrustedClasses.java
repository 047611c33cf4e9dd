package dev.neuron.cluster;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.core.ConsistencyLostException;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.HazelcastOverloadException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.LocalMemberResetException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException;
import com.hazelcast.internal.cluster.impl.ConfigMismatchException;
import com.hazelcast.internal.cluster.impl.MasterNodeChangedException;
import com.hazelcast.internal.cluster.impl.VersionMismatchException;
import com.hazelcast.internal.partition.PartitionStateVersionMismatchException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.partition.NoDataMemberInClusterException;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.DistributedObjectDestroyedException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.ResponseAlreadySentException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.exception.RetryableIOException;
import com.hazelcast.spi.exception.ServiceNotFoundException;
import com.hazelcast.spi.exception.TargetDisconnectedException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.exception.WrongTargetException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import com.hazelcast.version.MemberVersion;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The classes that Java's serialization may make of what arrives: exceptions, with what they hold,
 * and nothing else. A member responds with one if an operation fails; all else that members send
 * has a serializer of its own.
 */
final class TrustedClasses {

  static final List<Class<?>> EXCEPTIONS =
      List.of(
          Throwable.class,
          Exception.class,
          RuntimeException.class,
          Error.class,
          AssertionError.class,
          OutOfMemoryError.class,
          StackOverflowError.class,
          VirtualMachineError.class,
          LinkageError.class,
          NoClassDefFoundError.class,
          ArithmeticException.class,
          ClassCastException.class,
          ReflectiveOperationException.class,
          ClassNotFoundException.class,
          IllegalArgumentException.class,
          IllegalStateException.class,
          IndexOutOfBoundsException.class,
          ArrayIndexOutOfBoundsException.class,
          InterruptedException.class,
          NegativeArraySizeException.class,
          NullPointerException.class,
          SecurityException.class,
          UnsupportedOperationException.class,
          IOException.class,
          EOFException.class,
          ConcurrentModificationException.class,
          NoSuchElementException.class,
          CancellationException.class,
          CompletionException.class,
          ExecutionException.class,
          RejectedExecutionException.class,
          TimeoutException.class,
          HazelcastException.class,
          ConsistencyLostException.class,
          HazelcastInstanceNotActiveException.class,
          HazelcastOverloadException.class,
          IndeterminateOperationStateException.class,
          LocalMemberResetException.class,
          MemberLeftException.class,
          OperationTimeoutException.class,
          ClusterTopologyChangedException.class,
          ConfigMismatchException.class,
          MasterNodeChangedException.class,
          VersionMismatchException.class,
          PartitionStateVersionMismatchException.class,
          HazelcastSerializationException.class,
          NoDataMemberInClusterException.class,
          CallerNotMemberException.class,
          DistributedObjectDestroyedException.class,
          PartitionMigratingException.class,
          ResponseAlreadySentException.class,
          RetryableHazelcastException.class,
          RetryableIOException.class,
          ServiceNotFoundException.class,
          TargetDisconnectedException.class,
          TargetNotMemberException.class,
          WrongTargetException.class,
          SplitBrainProtectionException.class);

  /** The parts of exceptions: stack traces, suppressed exceptions and a version. */
  private static final List<Class<?>> PARTS =
      List.of(
          StackTraceElement.class,
          StackTraceElement[].class,
          ArrayList.class,
          Collections.emptyList().getClass(),
          MemberVersion.class);

  private TrustedClasses() {}

  /** Lets these through, and no class that is named in what arrives for Compact serialization. */
  static void filter(SerializationConfig serialization) {
    JavaSerializationFilterConfig java = new JavaSerializationFilterConfig();
    java.setDefaultsDisabled(true);
    java.getWhitelist()
        .addClasses(
            Stream.concat(EXCEPTIONS.stream(), PARTS.stream())
                .map(Class::getName)
                .toArray(String[]::new));
    serialization.setJavaSerializationFilterConfig(java);
    // An empty list without defaults: no class at all is read by reflection.
    serialization
        .getCompactSerializationConfig()
        .setZeroConfigFilter(
            new JavaSerializationFilterConfig()
                .setWhitelist(new ClassFilter())
                .setDefaultsDisabled(true));
  }
}
