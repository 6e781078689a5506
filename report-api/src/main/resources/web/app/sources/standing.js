/** Service levels: where they stand, how they came there, what is left. */
import * as format from '../format.js';
import {severityRank, statusCounts, verdictRows} from '../state.js';

const NO_OBJECTIVES = {empty: 'No objectives yet. The defaults are loaded by', command: './tocsin up'};

/** What each verdict status is called and drawn as. */
export const STATUSES = {
  VIOLATED: {word: 'Violated', icon: 'violated', tone: 'bad'},
  INCONCLUSIVE: {word: 'Inconclusive', icon: 'inconclusive', tone: 'warn'},
  NO_DATA: {word: 'No data', icon: 'nodata', tone: 'none'},
  MET: {word: 'Met', icon: 'met', tone: 'good'},
};

const PARTS = 60;

const rowsOf = (state) => (state.verdicts === null ? null : verdictRows(state));

const levelName = (row) => (row.service === '*' ? row.objective : `${row.objective} · ${row.service}`);

const budgetTone = (remaining) => (remaining < 0 ? 'bad' : remaining < 0.25 ? 'warn' : 'good');

/** Those with a budget, least first. */
const byBudget = (rows) =>
  rows.filter((row) => row.budgetRemaining != null).sort((a, b) => a.budgetRemaining - b.budgetRemaining);

const linkOf = (row) => ({page: 'objectives', name: row.objective, params: {service: row.service}});

function standing(state) {
  const rows = rowsOf(state);
  if (!rows?.length) {
    return rows && NO_OBJECTIVES;
  }
  const counts = statusCounts(rows);
  const judged = counts.MET + counts.VIOLATED;
  const tone = counts.VIOLATED ? 'bad' : counts.MET ? 'good' : 'none';
  return {
    figure: {
      value: judged ? counts.MET / judged : null,
      unit: 'percent',
      share: judged ? counts.MET / judged : null,
      tone,
      icon: counts.VIOLATED ? 'violated' : counts.MET ? 'met' : 'nodata',
      headline: headline(counts, rows.length),
      parts: Object.entries(STATUSES).map(([status, each]) => ({...each, status, count: counts[status]})),
    },
  };
}

function headline(counts, total) {
  if (counts.VIOLATED) {
    return `${counts.VIOLATED} of ${total} service levels violated`;
  }
  if (!counts.MET) {
    return 'No service level has data yet';
  }
  return counts.MET === total ? `All ${total} service levels met` : `${counts.MET} of ${total} service levels met`;
}

export const standingSources = {
  'sla-status': {title: 'Overall SLA status', forms: ['metric', 'gauge'], shape: standing},

  'sla-trends': {
    title: 'SLA trends',
    forms: ['line', 'table'],
    ask: ({from, to}) => ['/verdicts/trend', {from, to: to === 'now' ? undefined : to, points: PARTS}],
    shape(state, answer, {from, to}) {
      const items = answer.items.filter((each) => each.met + each.violated > 0);
      if (!items.length) {
        return {empty: 'No verdict in this range. Choose a longer one, or send requests:', command: './tocsin replay FILE --as requests'};
      }
      const data = answer.items.map(({at, met, violated}) => [at, met + violated ? met / (met + violated) : null]);
      const least = Math.min(...data.map(([, share]) => share ?? 1));
      return {lines: [{name: 'Service levels met', step: true, tone: 'good', data}], unit: 'percent', min: least > 0.8 ? 0.8 : 0, max: 1, from, to};
    },
  },

  'status-distribution': {
    title: 'Status distribution',
    forms: ['pie', 'bar', 'table'],
    shape(state) {
      const rows = rowsOf(state);
      if (!rows?.length) {
        return rows && NO_OBJECTIVES;
      }
      const counts = statusCounts(rows);
      return {
        what: 'Status', measure: 'Service levels', unit: 'count',
        items: Object.entries(STATUSES).map(([status, {word, tone}]) => ({name: word, value: counts[status], tone})),
      };
    },
  },

  'active-alerts': {
    title: 'Active alerts',
    forms: ['alerts', 'metric'],
    shape(state, answer, range, form) {
      if (form === 'alerts' || state.alerts === null) {
        return state.alerts && {alerts: state.alerts};
      }
      const severe = state.alerts.filter((alert) => severityRank(alert.severity) >= 3).length;
      return {
        figure: {
          value: state.alerts.length, unit: 'count', tone: severe ? 'bad' : state.alerts.length ? 'warn' : 'good',
          note: state.alerts.length ? `${severe} critical` : 'Nothing is firing', to: {page: 'alerts'},
        },
      };
    },
  },

  'least-budget': {
    title: 'Least budget left',
    forms: ['metric', 'gauge'],
    shape(state) {
      const rows = rowsOf(state);
      if (!rows?.length) {
        return rows && NO_OBJECTIVES;
      }
      const [row] = byBudget(rows);
      return {
        figure: {
          value: row?.budgetRemaining ?? null, unit: 'percent', share: row ? Math.max(0, row.budgetRemaining) : null,
          tone: row ? budgetTone(row.budgetRemaining) : 'none', note: row ? levelName(row) : '', to: row && linkOf(row),
        },
      };
    },
  },

  budgets: {
    title: 'Budget left',
    forms: ['bar', 'table'],
    shape(state) {
      const rows = rowsOf(state);
      if (!rows?.length) {
        return rows && NO_OBJECTIVES;
      }
      return {
        what: 'Service level', measure: 'Budget left', unit: 'percent',
        items: byBudget(rows).slice(0, 12).map((row) => ({
          name: levelName(row), value: row.budgetRemaining, tone: budgetTone(row.budgetRemaining), to: linkOf(row),
        })),
      };
    },
  },

  'budget-matrix': {
    title: 'Budget left by objective and service',
    forms: ['heatmap', 'table'],
    shape(state) {
      const rows = rowsOf(state);
      if (!rows?.length) {
        return rows && NO_OBJECTIVES;
      }
      const known = rows.filter((row) => row.budgetRemaining != null);
      const columns = [...new Set(known.map((row) => row.service))].sort();
      const names = [...new Set(known.map((row) => row.objective))].sort();
      return {
        columns, rows: names, unit: 'percent', min: 0, max: 1, scale: 'left',
        cells: known.map((row) => [columns.indexOf(row.service), names.indexOf(row.objective), row.budgetRemaining]),
      };
    },
  },

  'service-levels': {
    title: 'Service levels',
    forms: ['table'],
    shape(state) {
      const rows = rowsOf(state);
      if (!rows?.length) {
        return rows && NO_OBJECTIVES;
      }
      return {
        head: [{name: 'Status', unit: 'status'}, {name: 'Objective'}, {name: 'Service'}, {name: 'SLI', unit: 'ratio'}, {name: 'Target', unit: 'target'}, {name: 'Budget left', unit: 'percent'}],
        body: rows.map((row) => ({
          cells: [row.status, row.objective, row.service === '*' ? 'each service' : row.service, row.sli, row.target, row.budgetRemaining], to: linkOf(row),
        })),
      };
    },
  },
};
