/** Broken promises that lasted at some time of the range. */
const ask = ({from, to}) => ['/violations', {from, to: to === 'now' ? undefined : to, limit: 1000}];

const NONE = {empty: 'No promise was broken in this range.', calm: true};

/** What kind of promise it was: the objective's indicator, or an incident agreement. */
export function kindOf(violation, objectives) {
  if (violation.incidentId) {
    return 'incident time';
  }
  const spec = objectives?.find((each) => each.name === violation.objective)?.spec;
  const type = spec?.indicator?.type ?? (spec?.composite ? 'composite' : null);
  return type === 'errorRate' ? 'error rate' : type ?? 'other';
}

/** The violations of an answer that were not taken back. */
export const standing = (answer) => answer.items.filter((each) => !each.withdrawn);

const countedBy = (what, key) => (state, answer) => {
  const counts = new Map();
  standing(answer).forEach((each) => counts.set(key(each, state), (counts.get(key(each, state)) ?? 0) + 1));
  return counts.size
    ? {what, measure: 'Violations', unit: 'count', items: [...counts].map(([name, value]) => ({name, value})).sort((a, b) => b.value - a.value).slice(0, 12)}
    : NONE;
};

export const violationSources = {
  'violations-by-service': {title: 'Violations by service', forms: ['bar', 'pie', 'table'], ask, shape: countedBy('Service', (each) => each.service)},
  'violations-by-kind': {title: 'Violations by kind', forms: ['pie', 'bar', 'table'], ask, shape: countedBy('Kind', (each, state) => kindOf(each, state.objectives))},
  'violations-by-objective': {title: 'Violations by objective', forms: ['bar', 'pie', 'table'], ask, shape: countedBy('Objective', (each) => each.objective)},
  violations: {
    title: 'Violations',
    forms: ['table'],
    ask,
    shape(state, answer) {
      const found = standing(answer);
      return found.length
        ? {
            head: [{name: 'Began', unit: 'moment'}, {name: 'Service'}, {name: 'Objective'}, {name: 'Severity'}],
            body: found.slice(0, 50).map((each) => ({cells: [each.began, each.service, each.objective, each.severity]})),
          }
        : NONE;
    },
  },
};
