import {html, svg} from 'lit';
import * as format from '../format.js';
import {severityRank, WINDOWS} from '../state.js';
import {icon, STATUSES} from './icons.js';
import {figure, panel} from './parts.js';

/** Overall status, and the few figures that say where to look. */
export function statusPanel(state, counts) {
  const total = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const [tone, shape, sentence] = headline(state, counts, total);
  return panel(
    'status',
    'Overall SLA status',
    html`
      <div class="overall">
        <p class="headline ${tone}" data-figure="overall">${icon(shape)}<span>${sentence}</span></p>
        ${total ? distribution(counts, total) : ''}
      </div>
      <dl class="figures">${keyFigures(state)}</dl>`,
  );
}

function headline(state, counts, total) {
  if (state.verdicts === null) {
    return ['none', 'waiting', 'Waiting for the first figures'];
  }
  if (counts.VIOLATED) {
    return ['bad', 'violated', `${counts.VIOLATED} of ${total} service levels violated`];
  }
  if (counts.MET === total && total > 0) {
    return ['good', 'met', `All ${total} service levels met`];
  }
  if (counts.MET) {
    return ['good', 'met', `${counts.MET} of ${total} service levels met`];
  }
  return ['none', 'nodata', total ? 'No service level has data yet' : 'No objectives yet'];
}

/** One bar of all statuses, each with its own texture, and a legend in words. */
function distribution(counts, total) {
  let x = 0;
  const shown = Object.entries(STATUSES).filter(([status]) => counts[status]);
  const segments = shown.map(([status, {tone}]) => {
    const width = (counts[status] / total) * 100;
    const segment = svg`<rect class=${tone} x="${x}%" width="${Math.max(width - 0.3, 0.3)}%" height="100%" rx="2"/>`;
    x += width;
    return segment;
  });
  return html`
    <svg class="distribution" aria-hidden="true" focusable="false">${segments}</svg>
    <ul class="legend">
      ${Object.entries(STATUSES).map(
        ([status, {word, icon: shape, tone}]) => html`
          <li class=${tone}>${icon(shape)}<b data-figure="status-${status}">${counts[status] ?? 0}</b> ${word.toLowerCase()}</li>`,
      )}
    </ul>`;
}

function keyFigures(state) {
  const worst = [...(state.risks ?? [])].sort((a, b) => b.risk - a.risk)[0];
  const {telemetry, incidents} = state;
  const requests = telemetry?.count;
  return [
    figure('active-alerts', 'Active alerts', format.count(state.alerts?.length), alertNote(state.alerts)),
    figure('highest-risk', 'Highest risk', worst ? format.count(Math.floor(worst.risk)) : format.UNKNOWN, worst?.entity ?? ''),
    figure('requests', 'Requests', requests === 0 ? format.UNKNOWN : format.count(requests), windowNote(state.telemetryFrom)),
    figure('error-rate', 'Error rate', requests ? format.percent(telemetry.errorRate) : format.UNKNOWN, requests ? `${format.count(telemetry.errors)} failed` : ''),
    figure('latency-p95', 'P95 latency', requests ? format.latency(telemetry.latency?.p95) : format.UNKNOWN, requests ? `mean ${format.latency(telemetry.latency?.mean)}` : ''),
    figure('incidents-open', 'Open incidents', format.count(incidents?.open), incidents?.count ? `of ${format.count(incidents.count)}` : ''),
  ];
}

function windowNote(from) {
  const [, word] = WINDOWS.find(([start]) => start === from);
  return word === 'all' ? 'all that are kept' : `last ${word}`;
}

function alertNote(alerts) {
  if (!alerts?.length) {
    return '';
  }
  const severe = alerts.filter((alert) => severityRank(alert.severity) >= 3).length;
  return severe ? `${severe} critical` : 'none critical';
}
