package dev.neuron.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.Partition;
import com.hazelcast.partition.PartitionService;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The member that computes each chunk: the one that held it when the plan was made. If it has moved
 * since, that costs time and changes no bits.
 */
final class ChunkPlan {

  /** The number of times that a plan is used, unless the members change. */
  private static final int USES = 100;

  private final Set<Member> members;
  private final List<Member> byChunk;
  private int uses;

  private ChunkPlan(Set<Member> members, List<Member> byChunk) {
    this.members = members;
    this.byChunk = byChunk;
  }

  /** A plan for a number of chunks. */
  static ChunkPlan of(HazelcastInstance instance, int count) {
    PartitionService partitions = instance.getPartitionService();
    Set<Member> members = Set.copyOf(instance.getCluster().getMembers());
    List<Member> byChunk = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Partition partition = partitions.getPartition(i);
      byChunk.add(orHere(partition.getOwner(), members, instance));
    }
    return new ChunkPlan(members, byChunk);
  }

  /** A plan that asks no other member, wherever chunks lie; for a single use. */
  static ChunkPlan here(HazelcastInstance instance, int count) {
    Member here = instance.getCluster().getLocalMember();
    return new ChunkPlan(Set.of(), Collections.nCopies(count, here));
  }

  /** A member that is asked for a chunk can fetch it. */
  private static Member orHere(
      @Nullable Member owner, Set<Member> members, HazelcastInstance instance) {
    return owner != null && members.contains(owner)
        ? owner
        : instance.getCluster().getLocalMember();
  }

  /** True if the plan can be used again. */
  boolean isFresh(HazelcastInstance instance, int count) {
    return byChunk.size() == count
        && ++uses <= USES
        && members.equals(instance.getCluster().getMembers());
  }

  /** The chunks that each member has to work on. */
  Map<Member, int[]> shares(int[] indexes) {
    Map<Member, List<Integer>> shares = new LinkedHashMap<>();
    for (int index : indexes) {
      shares.computeIfAbsent(byChunk.get(index), _ -> new ArrayList<>()).add(index);
    }
    Map<Member, int[]> arrays = new LinkedHashMap<>();
    shares.forEach(
        (member, share) ->
            arrays.put(member, share.stream().mapToInt(Integer::intValue).toArray()));
    return arrays;
  }
}
