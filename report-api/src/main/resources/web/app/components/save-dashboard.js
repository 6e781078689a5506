import {html} from 'lit';
import * as api from '../api.js';
import * as user from '../user.js';
import {FormDialog} from './dialog.js';

/** Keeps a dashboard as a definition: under its owner's name, so that others can open and not change it by accident. */
class SaveDashboard extends FormDialog {
  title() {
    return 'Save dashboard';
  }

  fields() {
    const {draft, name, first} = this.about;
    return html`
      <p class="note">${name ? `Changes ${name}.` : 'It is kept under your name; everybody with its link can see it.'}</p>
      <label>Your name <input name="actor" required maxlength="100" pattern="[^\\/]+" autocomplete="username" .value=${user.current()} /></label>
      <label>Title <input name="name" required maxlength="80" .value=${draft.title ?? ''} /></label>
      ${name ? '' : html`<label class="check"><input type="checkbox" name="own" ?checked=${first} /> Show it as my Overview</label>`}`;
  }

  async send({actor, name: title, own}) {
    const owner = actor.value.trim();
    const {draft, name, version} = this.about;
    const slug = title.value.trim().toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
    const definition = await api.declare(
      {kind: 'dashboard', name: name ?? `${owner}.${own?.checked ? 'overview' : slug}`, version, spec: {...draft, title: title.value.trim(), owner}},
      owner,
    );
    user.keep(owner);
    this.dispatchEvent(new CustomEvent('saved', {detail: definition}));
  }
}

customElements.define('tocsin-save-dashboard', SaveDashboard);
