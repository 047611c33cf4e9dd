/**
 * Several replicas that act as one, in the profile {@code cluster}: Hazelcast members that share
 * models, jobs and chunks. Without the profile nothing of Hazelcast is loaded, and nothing outside
 * of this package knows of it.
 *
 * <p>What a snapshot holds is bytes in a map by id, with copies on other members, and never
 * changes. Which there are, by owner, name and age, is one {@link dev.neuron.model.StoreIndex} in
 * one entry of another map: whoever changes it sends the step to where the entry is, and the copies
 * take the same steps in the same order. What else replicas share, see {@link
 * dev.neuron.replica.Replicas}, is bytes by key in maps of their own.
 */
@NullMarked
package dev.neuron.cluster;

import org.jspecify.annotations.NullMarked;
