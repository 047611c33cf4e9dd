package dev.neuron.cluster.port;

import com.hazelcast.internal.dynamicconfig.ClusterWideConfigurationService;
import com.hazelcast.internal.dynamicconfig.ConfigCheckMode;
import com.hazelcast.internal.dynamicconfig.EmptyDynamicConfigListener;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.NodeEngine;

/**
 * The configuration of a member as it was at its start: Hazelcast would let every other member add
 * maps whose stores are classes that it names.
 */
final class FixedConfiguration extends ClusterWideConfigurationService {

  FixedConfiguration(NodeEngine engine) {
    super(engine, new EmptyDynamicConfigListener());
  }

  @Override
  public void registerConfigLocally(IdentifiedDataSerializable added, ConfigCheckMode mode) {
    throw new UnsupportedOperationException(
        "Members are not configured while they run: " + added.getClass().getSimpleName());
  }
}
