// Making elements: HTML, SVG and MathML alike.

const SPACES = {
  html: 'http://www.w3.org/1999/xhtml',
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

export const byId = (id) => document.getElementById(id);

function make(space, name, attributes, children) {
  const element = document.createElementNS(SPACES[space], name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value != null) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** html('p', {class: 'hint', onclick: …}, 'text', html('b', {}, 'more')). */
export const html = (name, attributes, ...children) => make('html', name, attributes, children);
export const svg = (name, attributes, ...children) => make('svg', name, attributes, children);
export const math = (name, attributes, ...children) => make('math', name, attributes, children);

/** An option of a select. */
export const option = (value, text, selected) => html('option', { value, selected: !!selected }, text);

/** Copies text, and says so on the button for a while. */
export async function copy(text, button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // without https a page may not; the text is shown to be copied by hand
    window.prompt('Copy this', text);
  }
  setTimeout(() => { button.textContent = before; }, 1500);
}

/** Runs an action once it has not been asked for again for a while. */
export function later(milliseconds, action) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...given), milliseconds);
  };
}

const colors = new Map();

/** A colour of the style sheet as the theme has it, for what is drawn by script: rgb(…). */
export function color(name) {
  if (!colors.has(name)) {
    const probe = html('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    colors.set(name, getComputedStyle(probe).color);
    probe.remove();
  }
  return colors.get(name);
}

/** Says that the theme has changed. */
export function repaint() {
  colors.clear();
  document.dispatchEvent(new Event('themechange'));
}

/** Milliseconds of a frame that drawing may take; what is left over waits for the next one. */
const BUDGET = 8;

const waiting = new Set();

function work() {
  const end = performance.now() + BUDGET;
  for (const action of waiting) {
    waiting.delete(action);
    action();
    if (performance.now() > end) break;
  }
  if (waiting.size > 0) requestAnimationFrame(work);
}

/** Draws in one of the next frames, once, however often it was asked for. */
export const onceAFrame = (action) => () => {
  if (waiting.size === 0) requestAnimationFrame(work);
  waiting.add(action);
};
