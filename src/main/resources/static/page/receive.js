// The ways in for a table: text that is pasted, a file that is dropped or chosen. What they bring goes to import.js.

import { byId } from './dom.js';
import { take } from './import.js';

/** Characters up to which a pasted text stands in its field. */
const MOST_TEXT = 100_000;

/** What a text is called that was no file. */
export const PASTED = 'The pasted text';

export function start() {
  byId('import-read').addEventListener('click', () => takeText(byId('import-text').value));
  byId('import-text').addEventListener('paste', pasted);
  byId('import-file').addEventListener('change', (event) => {
    takeFile(event.target.files[0]);
    event.target.value = '';
  });
  dropping(byId('data-card'));
}

function dropping(card) {
  card.addEventListener('dragover', (event) => { event.preventDefault(); card.classList.add('dropping'); });
  card.addEventListener('dragleave', () => card.classList.remove('dropping'));
  card.addEventListener('drop', (event) => {
    event.preventDefault();
    card.classList.remove('dropping');
    takeTransfer(event.dataTransfer);
  });
}

function takeTransfer(transfer) {
  if (transfer.files.length > 0) takeFile(transfer.files[0]);
  else takeText(transfer.getData('text'));
}

/** A paste is read at once; a long text is not put into the field, which would be slow with megabytes in it. */
function pasted(event) {
  const { clipboardData } = event;
  const text = clipboardData.getData('text');
  if (clipboardData.files.length === 0 && text.length <= MOST_TEXT) {
    setTimeout(() => takeText(byId('import-text').value));
    return;
  }
  event.preventDefault();
  if (text) takeText(text);
  else takeFile(clipboardData.files[0]);
}

function takeFile(file) {
  if (file) take(file, file.name);
}

const takeText = (text) => take(new Blob([text]), PASTED);
