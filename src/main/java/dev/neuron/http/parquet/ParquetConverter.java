package dev.neuron.http.parquet;

import dev.neuron.admission.BodyMemory;
import dev.neuron.http.filter.RequestLimits;
import dev.neuron.table.Table;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * {@code application/vnd.apache.parquet}: a file in; nothing is written in this format. A file is
 * kept whole while it is read, since what describes it comes last.
 */
@Component
final class ParquetConverter extends AbstractHttpMessageConverter<Table> {

  private final long limit;
  private final BodyMemory memory;

  ParquetConverter(RequestLimits limits, BodyMemory memory) {
    super(MediaType.valueOf("application/vnd.apache.parquet"));
    limit = limits.maxRequestSize().toBytes();
    this.memory = memory;
  }

  @Override
  protected boolean supports(Class<?> type) {
    return type == Table.class;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  protected Table readInternal(Class<? extends Table> type, HttpInputMessage message)
      throws IOException {
    return ParquetTable.read(
        message.getBody().readAllBytes(), limit, bytes -> memory.exchange(request(), bytes));
  }

  /** Returns the request that this thread processes; the message does not give it away. */
  private static HttpServletRequest request() {
    return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
        .getRequest();
  }

  @Override
  protected void writeInternal(Table table, HttpOutputMessage message) {
    throw new UnsupportedOperationException("tables are not written");
  }
}
