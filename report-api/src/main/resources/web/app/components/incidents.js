import {html} from 'lit';
import * as format from '../format.js';
import {bar, emptyState, figure, loading, panel} from './parts.js';

const ROWS = 6;

/** Incident figures of all time, and where agreements are broken most. */
export function incidentPanel(state) {
  return panel('incidents', 'Incidents', content(state));
}

function content({incidents, incidentReport, verdicts}) {
  if (!incidents) {
    return verdicts === null ? loading() : none();
  }
  if (!incidents.count) {
    return none();
  }
  return html`
    <dl class="figures">
      ${figure('incidents-count', 'All', format.count(incidents.count))}
      ${figure('breach-rate', 'Breach rate', format.percent(incidents.breachRate, 1), certainty(incidents))}
      ${figure('mttd', 'MTTD', format.duration(mean(incidents.mttd)), middle(incidents.mttd))}
      ${figure('mttr', 'MTTR', format.duration(mean(incidents.mttr)), middle(incidents.mttr))}
    </dl>
    ${breaches(incidentReport?.by?.service)}`;
}

const none = () => emptyState('No incidents yet. Load the sample:', './tocsin replay --sample incidents');

/** A duration of the report, or its mean alone; seconds. */
const mean = (duration) => (typeof duration === 'number' ? duration : duration?.mean);

/** A mean never stands alone: the median and how many there were. */
const middle = (duration) =>
  duration?.median == null ? '' : `median ${format.duration(duration.median)}, n ${format.count(duration.n)}`;

/** A rate never stands alone either: where it lies with 95% confidence, and of how many. */
const certainty = ({breachRateInterval: interval, judged}) =>
  interval == null
    ? ''
    : `${format.percent(interval.low, 1)} to ${format.percent(interval.high, 1)}, n ${format.count(judged)}`;

function breaches(services) {
  const ranked = (services ?? [])
    .filter((row) => row.breached > 0)
    .sort((a, b) => b.breached - a.breached)
    .slice(0, ROWS);
  if (!ranked.length) {
    return '';
  }
  return html`
    <table class="breaches">
      <caption>Most breaches by service</caption>
      <thead>
        <tr><th scope="col">Service</th><th scope="col" class="number">Breached</th><th scope="col" class="number">Rate</th></tr>
      </thead>
      <tbody>
        ${ranked.map(
          (row) => html`
            <tr>
              <th scope="row">${row.key}</th>
              <td class="number">${format.count(row.breached)} of ${format.count(row.judged)}</td>
              <td class="number budget">${format.percent(row.breachRate, 1)}${bar(row.breachRate, 'bad')}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
