package dev.neuron.http.filter;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of a request.
 *
 * @param maxRequestSize maximum size of a body; more gets 413. Text may take eight times as much
 *     memory and an array four times, so that in a small heap the limit is lower
 * @param maxBodyTime maximum time for a body to arrive, and for each of many lines; after that it
 *     gets 408. An upload must bring a kilobyte in this time
 * @param maxUploadTime maximum time for an uploaded table to arrive
 * @param maxLinesTime maximum time for a body of trainings, one a line, to arrive
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
