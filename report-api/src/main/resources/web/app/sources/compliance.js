/** What was promised and kept in the range, and what time was lost to what. */
import {zone} from '../range.js';

const ask = ({from, to}) => ['/reports/compliance', {from, to: to === 'now' ? undefined : to, zone: zone()}];

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
