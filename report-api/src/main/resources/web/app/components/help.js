import {html} from 'lit';
import {PlainElement} from './element.js';

/** Every key, and what it does. */
export const KEYS = [
  ['g then o', 'Overview'],
  ['g then s', 'Objectives'],
  ['g then v', 'Violations'],
  ['g then a', 'Alerts'],
  ['g then i', 'Incidents'],
  ['g then n', 'Anomalies'],
  ['g then l', 'Fleet'],
  ['g then f', 'Forecasts and insights'],
  ['g then r', 'Reports'],
  ['g then d', 'Definitions'],
  ['/', 'Filter this page'],
  ['p', 'Pause and go on'],
  ['t', 'Dark or light'],
  ['k', 'Kiosk mode: figures only; again or Esc ends it'],
  ['e', 'Edit the dashboard'],
  ['Arrow keys', 'On a move handle: move the widget; on a size handle: its size'],
  ['Esc', 'Close what is open'],
  ['?', 'This help'],
];

/** The keyboard help. */
class Help extends PlainElement {
  render() {
    return html`
      <dialog aria-labelledby="help-title">
        <h2 id="help-title">Keyboard</h2>
        <dl class="keys">${KEYS.map(([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`)}</dl>
        <form method="dialog" class="buttons"><button class="primary">Close</button></form>
      </dialog>`;
  }

  open() {
    this.querySelector('dialog').showModal();
  }
}

customElements.define('tocsin-help', Help);
