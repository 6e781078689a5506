/** Tables of figures. */
import {html, nothing} from 'lit';
import * as format from '../format.js';
import {statusBadge} from './icons.js';
import {bar, inUnit, noData, pageLink} from './parts.js';

const TEXTS = new Set(['status', 'moment', 'text', undefined]);

/** So many columns become cards on a narrow screen; with fewer they fit, with more they are a matrix. */
const stacks = ({length}) => length >= 4 && length <= 9;

/** A shape `{head, body, foot}`; the column that `names` a row, else the first without a unit, is its header. */
export const dataTable = ({head, body, foot}) => html`
  <table class="data ${stacks(head) ? 'stacking' : ''}" role="table">
    <thead role="rowgroup">
      <tr role="row">${head.map(({name, unit}) => html`<th scope="col" role="columnheader" class=${TEXTS.has(unit) ? '' : 'number'}>${name || html`<span class="hidden">Name</span>`}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">${body.map((row) => line(head, row))}</tbody>
    ${foot ? html`<tfoot role="rowgroup">${line(head, {cells: foot})}</tfoot>` : nothing}
  </table>`;

function line(head, {cells, tone, to}) {
  const said = head.findIndex(({names}) => names);
  const named = said < 0 ? head.findIndex(({unit}) => unit === undefined) : said;
  return html`
    <tr role="row" data-name=${cells[named] ?? ''}>
      ${cells.map((value, at) => {
        const {bar: most} = head[at];
        const {unit} = value?.unit ? value : head[at];
        if (at === named) {
          return html`<th scope="row" role="rowheader" title=${unit ? nothing : value}>${to ? pageLink(to, value) : cell(unit, value)}</th>`;
        }
        return html`<td role="cell" class=${TEXTS.has(unit) ? '' : 'number'} data-label=${head[at].name}>${cell(unit, value?.unit ? value.value : value)}${most && value != null ? bar(value / most, tone ?? 'good') : nothing}</td>`;
      })}
    </tr>`;
}

function cell(unit, value) {
  switch (unit) {
    case undefined:
    case 'text':
      return value ?? '';
    case 'status':
      return statusBadge(value);
    case 'moment':
      return html`<span class="when">${format.moment(value)}</span>`;
    case 'target':
      return value == null ? noData() : format.target(value);
    default:
      return inUnit(unit, value);
  }
}
