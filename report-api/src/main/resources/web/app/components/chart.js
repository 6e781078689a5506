import {PlainElement} from './element.js';
import * as theme from '../theme.js';

/**
 * A drawn shape. It is an image to assistive technology; whoever places it says in `label` what it
 * shows, and offers the same figures as a table. The library is loaded when there is something to draw.
 */
class Chart extends PlainElement {
  static properties = {
    form: {attribute: false},
    shape: {attribute: false},
    label: {attribute: false},
  };

  #chart;
  #drawn;
  #leave;
  #sizes;

  connectedCallback() {
    super.connectedCallback();
    this.#leave = theme.onChange(() => this.#draw(true));
    this.#sizes = new ResizeObserver(() => this.#resized());
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave();
    this.#sizes.disconnect();
    this.#chart?.dispose();
    this.#chart = undefined;
    this.#drawn = undefined;
  }

  updated() {
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', this.label);
    this.#draw(false);
  }

  #resized() {
    this.#chart?.resize();
    this.#draw(true);
  }

  async #draw(always) {
    if (!this.shape || (this.#drawn === this.shape && !always)) {
      return;
    }
    const {form, shape} = this;
    const {createChart, option} = await import('../charts.js');
    if (!this.isConnected || !this.clientWidth || !this.clientHeight) {
      return;
    }
    this.#drawn = shape;
    this.#chart ??= createChart(this);
    const size = {width: this.clientWidth, height: this.clientHeight};
    this.#chart.setOption(option(form, shape, size), true);
  }
}

customElements.define('tocsin-chart', Chart);
