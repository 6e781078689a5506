import {html} from 'lit';
import {PlainElement} from '../components/element.js';
import {widget} from '../components/widget.js';
import {Follower} from '../follow.js';
import * as range from '../range.js';

/** The devices that ask: how many are there, by type and region, and who is worst. */
class Fleet extends PlainElement {
  #feed = new Follower(this);

  render() {
    return html`
      <div class="page-head"><h1>Fleet</h1><span class="note">devices now; requests of whole days (UTC), ${range.sentence()}</span></div>
      <div class="cards">${widget('devices', 'metric')}${widget('devices-active', 'metric')}${widget('devices-silent', 'metric')}${widget('devices-lost', 'metric')}</div>
      <div class="columns two">${widget('devices-by-type', 'table')}${widget('devices-by-region', 'table')}</div>
      <div class="columns two">${widget('devices-failing', 'table')}${widget('devices-slow', 'table')}</div>`;
  }
}

customElements.define('tocsin-fleet', Fleet);
