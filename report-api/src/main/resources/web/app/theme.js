/** Dark or light: as the system says, until somebody chooses. */

const KEY = 'tocsin.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

const chosen = () => localStorage.getItem(KEY);

/** What is shown now, `dark` or `light`. */
export const current = () => chosen() ?? (system.matches ? 'dark' : 'light');

/** Shows the other one; choosing what the system says anyway follows the system again. */
export function toggle() {
  const other = current() === 'dark' ? 'light' : 'dark';
  if (other === (system.matches ? 'dark' : 'light')) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, other);
  }
  apply();
}

/** Calls back after each change; returns what ends that. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function apply() {
  document.documentElement.dataset.theme = current();
  listeners.forEach((listener) => listener());
}

system.addEventListener('change', apply);
apply();
