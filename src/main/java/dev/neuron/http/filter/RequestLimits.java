package dev.neuron.http.filter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a request may be.
 *
 * @param maxRequestSize the most bytes a body may have
 * @param maxBodyTime how long a body may take to arrive
 * @param maxUploadTime how long an upload may take to arrive
 * @param maxLinesTime how long a body of trainings, a line each, may take to arrive
 */
@ConfigurationProperties("neuron.limits")
public record RequestLimits(
    @DefaultValue("16MB") DataSize maxRequestSize,
    @DefaultValue("60s") Duration maxBodyTime,
    @DefaultValue("1h") Duration maxUploadTime,
    @DefaultValue("24h") Duration maxLinesTime) {

  /**
   * How many names of features or columns a body may have: a name takes many times the memory of
   * its bytes in the text.
   */
  public static final int MAX_NAMES = 1 << 17;

  /** How long a name may be while it is read; what names a feature may be shorter still. */
  public static final int MAX_NAME_LENGTH = 1000;
}
