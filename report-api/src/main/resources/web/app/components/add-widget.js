import {html} from 'lit';
import {FORMS, SOURCES} from '../sources/index.js';
import {FormDialog} from './dialog.js';

const SIZES = {metric: [3, 4], gauge: [3, 5], line: [6, 6], bar: [4, 7], pie: [4, 6], heatmap: [6, 7], table: [6, 8], alerts: [4, 8]};

/** Asks which source is to be shown, and in which form. */
class AddWidget extends FormDialog {
  verb = 'Add';

  title() {
    return 'Add widget';
  }

  fields() {
    const {source = 'sla-status'} = this.about;
    const sorted = Object.entries(SOURCES).filter(([, {needs}]) => !needs).sort(([, a], [, b]) => a.title.localeCompare(b.title));
    return html`
      <label>Shows
        <select name="source" @change=${(event) => (this.about = {source: event.target.value})}>
          ${sorted.map(([id, {title}]) => html`<option value=${id} ?selected=${id === source}>${title}</option>`)}
        </select>
      </label>
      <label>Drawn as
        <select name="form">${SOURCES[source].forms.map((form) => html`<option value=${form}>${FORMS[form]}</option>`)}</select>
      </label>
      <label>Title <small>(may be empty)</small> <input name="name" maxlength="80" placeholder=${SOURCES[source].title} /></label>`;
  }

  async send({source, form, name}) {
    const [w, h] = SIZES[form.value];
    const title = name.value.trim();
    this.dispatchEvent(new CustomEvent('added', {detail: {source: source.value, form: form.value, w, h, x: 0, y: 0, ...(title ? {title} : {})}}));
  }
}

customElements.define('tocsin-add-widget', AddWidget);
