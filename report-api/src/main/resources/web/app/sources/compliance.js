/** What was promised and kept in the range, what time was lost to what, and what room is left. */
import {times, zone} from '../range.js';
import {FIGURES} from './analytics.js';

const MONTHS_MS = 93 * 86_400_000;

const ask = ({from, to}) => ['/reports/compliance', {from, to: to === 'now' ? undefined : to, zone: zone()}];

/** The calendar months of the range, at least the last three. */
const askMonths = ({from, to}) => {
  const months = Date.now() - times().from > MONTHS_MS;
  return ask({from: months ? from : 'now-2M/M', to});
};

/** What a rule watches: a figure of requests, or a metric, whose unit is not known. */
const signalOf = ({signal}) => FIGURES[signal] ?? {word: signal, unit: 'figure'};

/** Months side by side, those first that kept least in the last one; beside it what changed since the month before. */
function byLatest({columns, rows, cells}) {
  const kept = rows.map(() => columns.map(() => null));
  cells.forEach(([month, row, share]) => (kept[row][month] = share));
  const last = columns.length - 1;
  const change = (of) => (last < 1 || of[last] == null || of[last - 1] == null ? null : of[last] - of[last - 1]);
  return {
    head: [{name: 'Objective, service'}, ...columns.map((name) => ({name, unit: 'rate'})), {name: 'Change', unit: 'change'}],
    body: rows
      .map((name, row) => ({cells: [name, ...kept[row], change(kept[row])], least: kept[row][last] ?? 2}))
      .sort((a, b) => a.least - b.least),
  };
}

export const complianceSources = {
  'sla-compliance': {
    title: 'SLA compliance',
    forms: ['table'],
    ask,
    shape(state, {compliance}) {
      const whole = compliance.filter(({month}) => month == null);
      const objectives = new Set((state.objectives ?? []).map(({name}) => name));
      return whole.length
        ? {
            head: [
              {name: 'Objective'}, {name: 'Service', unit: 'text'}, {name: 'Time kept', unit: 'rate', bar: 1}, {name: 'Violations', unit: 'count'},
              {name: 'Violated for', unit: 'seconds'}, {name: 'SLI at the end', unit: 'ratio'}, {name: 'Budget left', unit: 'percent'},
            ],
            body: whole.sort((a, b) => (a.compliance ?? 2) - (b.compliance ?? 2)).map((each) => ({
              cells: [each.objective, each.service, each.compliance, each.violations, each.violatedSeconds, each.atEnd?.sli, each.atEnd?.budgetRemaining],
              tone: each.violations ? 'bad' : 'good',
              to: objectives.has(each.objective) ? {page: 'objectives', name: each.objective, params: {service: each.service}} : undefined,
            })),
          }
        : {empty: 'Nothing was judged in this range. Choose a longer one.'};
    },
  },
  'compliance-by-month': {
    title: 'Time kept, month by month',
    forms: ['table', 'heatmap'],
    span: 'calendar months',
    ask: askMonths,
    shape(state, {compliance}, range, form) {
      const kept = compliance.filter(({month, compliance: share}) => month != null && share != null);
      const months = [...new Set(compliance.map(({month}) => month).filter(Boolean))].sort();
      const rows = [...new Set(kept.map(({objective, service}) => `${objective}, ${service}`))].sort();
      if (!rows.length) {
        return {empty: 'Nothing was judged in these months. A promise needs an objective:', command: './tocsin apply -f FILE'};
      }
      const cells = kept.map(({objective, service, month, compliance: share}) => [months.indexOf(month), rows.indexOf(`${objective}, ${service}`), share]);
      const shape = {columns: months, rows, cells, unit: 'rate', min: Math.min(0.9, ...cells.map(([, , share]) => share)), max: 1, scale: 'left'};
      return form === 'table' ? byLatest(shape) : shape;
    },
  },
  'compliance-by-team': {
    title: 'Compliance by team',
    forms: ['table'],
    ask,
    shape(state, {teams}) {
      const whole = teams.filter(({month, promises}) => month == null && promises);
      return whole.length
        ? {
            head: [{name: 'Team'}, {name: 'Time kept', unit: 'rate', bar: 1}, {name: 'Promises', unit: 'count'}, {name: 'Broken', unit: 'count'}, {name: 'Violations', unit: 'count'}],
            body: whole.sort((a, b) => a.compliance - b.compliance).map((each) => ({
              cells: [each.team, each.compliance, each.promises, each.broken, each.violations],
              tone: each.broken ? 'bad' : 'good',
            })),
          }
        : {empty: 'Nothing was judged in this range. Choose a longer one.'};
    },
  },
  capacity: {
    title: 'Capacity',
    forms: ['table'],
    ask: ({from, to}) => ['/reports/capacity', {from, to: to === 'now' ? undefined : to, zone: zone()}],
    shape: (state, {headrooms}) =>
      headrooms.length
        ? {
            head: [
              {name: 'Signal'}, {name: 'Service', unit: 'text'}, {name: 'Rule', unit: 'text'}, {name: 'Severity', unit: 'text'}, {name: 'Now', unit: 'figure'}, {name: 'Peak', unit: 'figure'},
              {name: 'Bound', unit: 'figure'}, {name: 'Room left', unit: 'percent', bar: 1}, {name: 'Reaches its bound', unit: 'moment'},
            ],
            body: [...headrooms].sort((a, b) => (a.headroom ?? 2) - (b.headroom ?? 2)).map((each) => ({
              cells: [signalOf(each).word, each.service, each.rule, each.severity, ...[each.current, each.peak, each.bound].map((value) => ({value, unit: signalOf(each).unit})), each.headroom, each.saturatesAt],
              tone: each.headroom < 0.1 ? 'bad' : each.headroom < 0.25 ? 'warn' : 'good',
            })),
          }
        : {empty: 'No rule has measured anything in this range. Send metrics:', command: './tocsin replay FILE --as metrics'},
  },
  downtime: {
    title: 'Lost time by reason',
    forms: ['bar', 'pie', 'table'],
    ask,
    shape(state, {downtime}) {
      const reasons = Object.entries(downtime).filter(([, seconds]) => seconds > 0).sort(([, a], [, b]) => b - a);
      return reasons.length
        ? {what: 'Reason', measure: 'Lost time', unit: 'seconds', items: reasons.map(([reason, seconds]) => ({name: reason.toLowerCase().replaceAll('_', ' '), value: seconds}))}
        : {empty: 'No reason was given for lost time in this range.', calm: true};
    },
  },
};
