import {html, nothing} from 'lit';
import * as api from '../api.js';
import * as format from '../format.js';
import {PlainElement} from './element.js';

/** How the figures of a widget came about, so that anybody can make them again: what the report says of itself. */
class How extends PlainElement {
  static properties = {about: {state: true}};

  render() {
    const {title, parts = []} = this.about ?? {};
    return html`
      <dialog class="how" aria-labelledby="how-title">
        <h2 id="how-title">How ${title} is made</h2>
        ${parts.map(part)}
        <form method="dialog" class="buttons"><button class="primary">Close</button></form>
      </dialog>`;
  }

  /** @param about `{title, parts: [{asked: [base, parameters], about}]}` */
  async open(about) {
    this.about = about;
    await this.updateComplete;
    this.querySelector('dialog').showModal();
  }
}

function part({asked: [base, parameters], about}) {
  const {method, filters, from, to, zone, coverage, asOf} = about;
  const facts = [
    ['Range', `${from == null ? 'the beginning' : format.moment(from)} to ${to == null ? 'now' : format.moment(to)}`],
    ['Its days', zone],
    ...Object.entries(filters),
    ['Coverage', coverage == null ? null : format.percent(coverage, 1)],
    ['As of', asOf == null ? 'nothing yet' : format.moment(asOf)],
  ];
  return html`
    <p data-figure="method">${method}</p>
    <dl class="facts">${facts.map(([word, text]) => (text == null ? nothing : html`<div><dt>${word}</dt><dd data-fact=${word}>${text}</dd></div>`))}</dl>
    <p class="note">The same figures: <a href=${api.link(base, parameters)} target="_blank" rel="noopener">${api.link(base, parameters)}</a></p>`;
}

customElements.define('tocsin-how', How);
