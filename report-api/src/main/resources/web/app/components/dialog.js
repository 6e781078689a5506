import {html, nothing} from 'lit';
import {ApiError} from '../api.js';
import {PlainElement} from './element.js';

/**
 * A form in a modal dialog. Subclasses say `title()`, `fields()`, `verb` and `send(elements)`; what the
 * server refuses stands in the dialog and nothing is lost.
 */
export class FormDialog extends PlainElement {
  static properties = {
    about: {state: true},
    answer: {state: true},
    busy: {state: true},
  };

  verb = 'Save';

  render() {
    return html`
      <dialog aria-labelledby="${this.localName}-title" @close=${() => this.closed()}>
        <form @submit=${this.#submit} @input=${() => this.changed()}>
          <h2 id="${this.localName}-title">${this.about == null ? nothing : this.title()}</h2>
          ${this.about == null ? nothing : this.fields()}
          <p class="answer" role="alert">${this.answer ?? nothing}</p>
          <div class="buttons">
            <button type="button" class="quiet" @click=${() => this.close()}>Cancel</button>
            <button class="primary" ?disabled=${this.busy}>${this.verb}</button>
          </div>
        </form>
      </dialog>`;
  }

  /** Opens it about something; each time its fields are new. */
  async open(about) {
    this.about = null;
    await this.updateComplete;
    this.about = about;
    this.answer = null;
    this.busy = false;
    await this.updateComplete;
    this.querySelector('dialog').showModal();
    this.opened();
  }

  close() {
    this.querySelector('dialog').close();
  }

  /** The form's elements. */
  get elements() {
    return this.querySelector('form').elements;
  }

  /** For subclasses: it is open, an input changed, it is closed. */
  opened() {}
  changed() {}
  closed() {
    this.about = null;
  }

  async #submit(event) {
    event.preventDefault();
    this.busy = true;
    try {
      await this.send(this.elements);
      this.close();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      this.answer = `${error.message}. ${error.status ? 'Nothing was changed.' : 'Look whether it was changed before you try again.'}`;
    } finally {
      this.busy = false;
    }
  }
}
