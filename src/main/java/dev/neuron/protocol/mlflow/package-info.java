/** The scoring server of MLflow. */
@NullMarked
package dev.neuron.protocol.mlflow;

import org.jspecify.annotations.NullMarked;
