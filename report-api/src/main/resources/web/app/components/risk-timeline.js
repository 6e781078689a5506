import {PlainElement} from './element.js';
import * as theme from '../theme.js';

/** How many lines have a colour of their own. */
export const NAMED = 4;

/**
 * The course of risk over the last hour, the highest entities named. The list below it has the same
 * figures in words. The chart library is loaded only when there is something to draw.
 */
class RiskTimeline extends PlainElement {
  static properties = {
    history: {attribute: false},
    entities: {attribute: false},
  };

  #chart;
  #drawn;

  constructor() {
    super();
    theme.onChange(() => this.#draw(true));
    new ResizeObserver(() => this.#chart?.resize()).observe(this);
  }

  updated() {
    this.hidden = !this.history?.length;
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', 'Risk of each entity over the last hour; the list below has the newest figures');
    this.#draw(false);
  }

  async #draw(always) {
    const drawable = this.history?.length && this.isConnected;
    if (!drawable || (this.#drawn === this.history && !always)) {
      return;
    }
    this.#drawn = this.history;
    const {createChart, riskOption} = await import('../charts.js');
    this.#chart ??= createChart(this);
    const option = riskOption(lines(this.history, this.entities), NAMED, getComputedStyle(document.documentElement));
    this.#chart.setOption(option, {replaceMerge: ['series']});
  }
}

function lines(history, entities) {
  const points = new Map(entities.map((entity) => [entity, []]));
  for (const score of history) {
    points.get(score.entity)?.push([score.windowEnd, Math.floor(score.risk)]);
  }
  return [...points].map(([name, data]) => ({name, data}));
}

customElements.define('tocsin-risk-timeline', RiskTimeline);
