/**
 * The port on which members of the cluster meet, with a handshake that proves a shared secret.
 * Hazelcast sees no byte of a connection before both sides have proved that they know it. No other
 * protocol is spoken here, so clients of Hazelcast cannot connect.
 *
 * <p>Community Hazelcast has no hook for that but its internal {@code NodeExtension}, which is why
 * its version is pinned and {@code MemberPortTest} fails when a new one goes another way. A {@code
 * SocketInterceptor} would block a thread of the member's connections for each silent peer, and
 * Hazelcast keeps every channel that one has refused.
 */
@NullMarked
package dev.neuron.cluster.port;

import org.jspecify.annotations.NullMarked;
