/**
 * Several replicas that act as one, in the profile {@code cluster}: Hazelcast members that share
 * models, jobs and chunks. Without the profile nothing of Hazelcast is loaded, and nothing outside
 * of this package knows of it.
 *
 * <p>The content of a snapshot is bytes in a map by id, with copies on other members, and never
 * changes. The snapshots by owner, name and age are one {@link dev.neuron.model.StoreIndex} in one
 * entry of another map: a member changes it by sending a step to where the entry is, and the copies
 * take the same steps in the same order. All else that replicas share, see {@link
 * dev.neuron.replica.Replicas}, is bytes by key in maps of its own.
 */
@NullMarked
package dev.neuron.cluster;

import org.jspecify.annotations.NullMarked;
