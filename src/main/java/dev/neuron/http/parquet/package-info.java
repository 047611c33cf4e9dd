/**
 * Tables as Parquet files: footer, pages and cells, read in bounded memory whatever a file claims.
 */
@NullMarked
package dev.neuron.http.parquet;

import org.jspecify.annotations.NullMarked;
