/**
 * What widgets can show. A source says which forms it can be drawn in, which answers of the API it
 * needs beside the feed's state, and how both become a shape:
 *
 * - `{figure: {value, unit, share, tone, note, parts}}` for metric and gauge; `share` is 0 to 1
 * - `{lines, unit, min, max, mark, from, to, band}` for line; `band` is `{name, data: [[at, low, high]]}`
 * - `{items: [{name, value, tone, to}], unit}` for bar, column and pie
 * - `{columns, rows, cells: [[column, row, value]], unit}` for heatmap
 * - `{head: [{name, unit}], body: [{cells, tone, to}]}` for table; a cell `{value, unit}` has a unit of its own
 * - `{alerts}` for alerts
 *
 * Each may have `facts`, pairs of a word and a text, which stand above it. A source that `needs` more than
 * the range gets it as `about`, from the page that it stands in. `span` says of what time it is when that
 * is not the range.
 *
 * `null` is not known yet; `{empty: sentence, command}` is known to be nothing. Each form of figures
 * can also be read as a table (`tableOf`).
 */
import {analyticsSources} from './analytics.js';
import {complianceSources} from './compliance.js';
import {fleetSources} from './fleet.js';
import {incidentSources} from './incidents.js';
import {riskSources} from './risks.js';
import {standingSources} from './standing.js';
import {toldSources} from './told.js';
import {trafficSources} from './traffic.js';
import {violationSources} from './violations.js';

/** All sources by their id. */
export const SOURCES = {
  ...standingSources,
  ...trafficSources,
  ...riskSources,
  ...incidentSources,
  ...fleetSources,
  ...violationSources,
  ...complianceSources,
  ...toldSources,
  ...analyticsSources,
};

/** What the forms are called. */
export const FORMS = {
  metric: 'Metric card',
  line: 'Line',
  bar: 'Bar',
  pie: 'Pie',
  heatmap: 'Heatmap',
  gauge: 'Gauge',
  table: 'Table',
  alerts: 'Alert list',
};

/** The form in which a shape is asked for: a table shows the same as the chart beside it. */
export function tableOf(shape) {
  if (!shape || shape.empty || shape.head) {
    return shape;
  }
  if (shape.items) {
    return {
      head: [{name: shape.what ?? 'Name'}, {name: shape.measure ?? 'Value', unit: shape.unit}],
      body: shape.items.map(({name, value, to}) => ({cells: [name, value], to})),
    };
  }
  if (shape.lines) {
    const times = [...new Set(shape.lines.flatMap((line) => line.data.map(([at]) => at)))].sort((a, b) => b - a);
    const values = shape.lines.map((line) => new Map(line.data));
    return {
      head: [{name: 'Time', unit: 'moment', names: true}, ...shape.lines.map(({name}) => ({name, unit: shape.unit}))],
      body: times.slice(0, 200).map((at) => ({cells: [at, ...values.map((of) => of.get(at) ?? null)]})),
    };
  }
  if (shape.cells) {
    const value = new Map(shape.cells.map(([column, row, each]) => [`${column}/${row}`, each]));
    return {
      head: [{name: ''}, ...shape.columns.map((name) => ({name, unit: shape.unit}))],
      body: shape.rows.map((name, row) => ({cells: [name, ...shape.columns.map((_, column) => value.get(`${column}/${row}`) ?? null)]})),
    };
  }
  return shape;
}
