package dev.neuron.http.filter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a request.
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
   * Maximum number of names of features or columns in a body: a name takes many times the memory of
   * its bytes in the text.
   */
  public static final int MAX_NAMES = 1 << 17;

  /** Maximum length of a name while it is read; names of features have a smaller limit. */
  public static final int MAX_NAME_LENGTH = 1000;
}
