package dev.neuron.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.hazelcast.map.EntryProcessor;
import dev.neuron.model.ModelStoreException;
import dev.neuron.model.StoreIndex;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step where the index is, and where its copies are.
 *
 * @param rememberEvicted how many ids and names an index remembers that is only begun with this
 *     step
 */
record IndexStepProcessor(IndexStep step, int rememberEvicted)
    implements EntryProcessor<String, SharedIndex, IndexAnswer> {

  @Override
  public IndexAnswer process(Map.Entry<String, SharedIndex> entry) {
    SharedIndex shared = entry.getValue();
    StoreIndex index = shared == null ? new StoreIndex(rememberEvicted) : shared.index();
    try {
      IndexAnswer answer = step.on(index);
      if (step.changes()) {
        entry.setValue(shared == null ? new SharedIndex(index) : shared);
      }
      return answer;
    } catch (ModelStoreException e) {
      return IndexAnswer.refused(e);
    }
  }

  @Override
  @JsonIgnore
  public @Nullable EntryProcessor<String, SharedIndex, IndexAnswer> getBackupProcessor() {
    return step.changes() ? this : null;
  }
}
