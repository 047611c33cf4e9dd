/**
 * Models in a database, which survive the end of the service and may be shared by several services.
 * What is in the database is true: what a service keeps of it in memory are contents, which never
 * change.
 */
@NullMarked
package dev.neuron.model.jdbc;

import org.jspecify.annotations.NullMarked;
