package dev.neuron.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.ExecutorConfig;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.util.UUID;

/** The configuration of a member of the cluster. */
final class MemberConfig {

  /** The bytes of the snapshots, by id. */
  static final String MODELS = "models";

  /** The index of the snapshots, in one entry. */
  static final String INDEX = "index";

  /** The prefix of the names of maps that hold what replicas share beside the models. */
  static final String SHARED = "shared-";

  /** The replica that carries models over to this cluster. */
  static final String CARRYING = "carrying";

  /** The rows of datasets, in chunks by index: how the names of their maps begin. */
  static final String CHUNKS = "chunks-";

  /** Computes chunks where they lie. */
  static final String CHUNK_EXECUTOR = "chunks";

  /** The attribute of a member that is the id of its replica. */
  static final String REPLICA = "replica";

  private static final String QUORUM = "quorum";

  private static final String CLUSTER = "neuron";

  /** Datasets that are computed on at a time; each takes as many processors as are free. */
  private static final int CHUNK_THREADS = 4;

  private MemberConfig() {}

  static Config of(ClusterProperties properties) {
    Config config = new Config();
    config.setClusterName(CLUSTER);
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false"); // Spring ends it, in its turn
    // A member that took the next port would found a second cluster without a word.
    config.setProperty("hazelcast.socket.bind.any", "false");
    if (properties.address() != null) {
      config.setProperty("hazelcast.local.localAddress", properties.address());
    }
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    // A member that is silent for so long is removed; until then operations on what it has wait.
    config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    config.setProperty("hazelcast.max.no.heartbeat.seconds", "6");
    config.setProperty("hazelcast.operation.call.timeout.millis", "10000");
    config.setProperty("hazelcast.operation.backup.timeout.millis", "2000");
    config.setProperty("hazelcast.merge.first.run.delay.seconds", "10");
    config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
    config.setProperty("hazelcast.graceful.shutdown.max.wait", "15");
    config.setProperty("hazelcast.health.monitoring.level", "OFF"); // Micrometer has it all
    // A copy that is made again replaces the old one at once: piece by piece, it would be neither
    // meanwhile, and lost with the member that it is copied from.
    config.setProperty("hazelcast.partition.migration.chunks.enabled", "false");
    // A caller that cannot know whether a copy was made gets an exception, and retries.
    config.setProperty("hazelcast.operation.fail.on.indeterminate.state", "true");
    config.getMemberAttributeConfig().setAttribute(REPLICA, UUID.randomUUID().toString());
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false);
    network(config.getNetworkConfig(), properties);
    int quorum = properties.requiredMembers();
    // The index has no protection: it takes reads that are steps, too, and its steps check the
    // quorum.
    config.addSplitBrainProtectionConfig(
        new SplitBrainProtectionConfig(QUORUM, quorum > 1, Math.max(quorum, 2))
            .setProtectOn(SplitBrainProtectionOn.WRITE));
    config.addMapConfig(
        map(MODELS, InMemoryFormat.BINARY, properties).setSplitBrainProtectionName(QUORUM));
    // A copy would keep what has a time to live ten seconds longer.
    config.addMapConfig(
        map(SHARED + "*", InMemoryFormat.BINARY, properties)
            .setReadBackupData(false)
            .setSplitBrainProtectionName(QUORUM));
    config.addMapConfig(map(CARRYING, InMemoryFormat.BINARY, properties).setReadBackupData(false));
    config.addMapConfig(
        map(CHUNKS + "*", InMemoryFormat.BINARY, properties)
            .setBackupCount(Math.min(1, properties.copies())) // they are large, and not for long
            .setReadBackupData(false));
    config.addExecutorConfig(
        new ExecutorConfig(CHUNK_EXECUTOR, CHUNK_THREADS).setStatisticsEnabled(false));
    config.addMapConfig(map(INDEX, InMemoryFormat.OBJECT, properties));
    serializer(config, IndexStepProcessor.class, CborSerializer.of(IndexStepProcessor.class, 1));
    serializer(config, IndexAnswer.class, CborSerializer.of(IndexAnswer.class, 2));
    serializer(config, SharedIndex.class, CborSerializer.of(SharedIndex.class, 3));
    serializer(
        config,
        ChunkTask.class,
        new CborSerializer<>(ChunkTask.Order.class, 4, ChunkTask::order, ChunkTask::new));
    TrustedClasses.filter(config.getSerializationConfig());
    return config;
  }

  private static void network(NetworkConfig network, ClusterProperties properties) {
    network.setPort(properties.port()).setPortAutoIncrement(false);
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    if (properties.serviceDns() != null) {
      join.getKubernetesConfig()
          .setEnabled(true)
          .setProperty("service-dns", properties.serviceDns())
          .setProperty("service-port", String.valueOf(properties.port()));
    }
  }

  private static MapConfig map(String name, InMemoryFormat format, ClusterProperties properties) {
    return new MapConfig(name)
        .setInMemoryFormat(format)
        .setBackupCount(properties.copies())
        .setReadBackupData(true)
        .setStatisticsEnabled(false)
        .setMergePolicyConfig(
            new MergePolicyConfig().setPolicy(PutIfAbsentMergePolicy.class.getName()));
  }

  private static <T> void serializer(
      Config config, Class<T> type, CborSerializer<T, ?> serializer) {
    config
        .getSerializationConfig()
        .addSerializerConfig(
            new SerializerConfig().setTypeClass(type).setImplementation(serializer));
  }
}
