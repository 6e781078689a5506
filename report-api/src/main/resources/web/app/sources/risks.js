/** Anomalies: the risk of each entity, now and over time. */
import {tick} from '../format.js';

const NO_SCORES = {empty: 'No scores yet. They follow 30 s after the first metrics:', command: './tocsin replay FILE --as metrics'};

/** From here on a risk is high. */
export const HIGH = 70;

/** The tone of a risk. */
export const riskTone = (risk) => (risk >= HIGH ? 'bad' : risk >= 40 ? 'warn' : 'good');

const byRisk = (risks) => [...risks].sort((a, b) => b.risk - a.risk || a.entity.localeCompare(b.entity));

const linkOf = (score) => ({page: 'anomalies', name: score.entity});

function highest(state) {
  if (!state.risks?.length) {
    return state.risks && NO_SCORES;
  }
  const [worst] = byRisk(state.risks);
  return {
    figure: {value: worst.risk, unit: 'risk', share: worst.risk / 100, tone: riskTone(worst.risk), note: worst.entity, to: linkOf(worst)},
  };
}

const PARTS = {line: 120, table: 120, heatmap: 30};

/** The peaks of the range, by entity, those that are riskiest now first. */
function timeline(state, {items: peaks}, {from, to}, form) {
  if (!peaks.length) {
    return state.risks?.length ? {empty: 'No score in this range. Choose a longer one.'} : NO_SCORES;
  }
  const now = new Map((state.risks ?? []).map((score) => [score.entity, score.risk]));
  const entities = [...new Set(peaks.map(({entity}) => entity))].sort((a, b) => (now.get(b) ?? 0) - (now.get(a) ?? 0) || a.localeCompare(b));
  return form === 'heatmap' ? squares(peaks, entities, from, to) : lines(peaks, entities, from, to);
}

function lines(peaks, entities, from, to) {
  const points = new Map(entities.map((entity) => [entity, []]));
  peaks.forEach(({entity, at, risk}) => points.get(entity).push([at, Math.floor(risk)]));
  return {lines: [...points].map(([name, data]) => ({name, data, to: {page: 'anomalies', name}})), unit: 'risk', min: 0, max: 100, mark: HIGH, from, to};
}

function squares(peaks, entities, from, to) {
  const times = [...new Set(peaks.map(({at}) => at))].sort((a, b) => a - b);
  return {
    columns: times.map((at) => tick(at, to - from)), rows: entities, unit: 'risk', min: 0, max: 100, scale: 'risk',
    cells: peaks.map(({entity, at, risk}) => [times.indexOf(at), entities.indexOf(entity), Math.floor(risk)]),
  };
}

export const riskSources = {
  'highest-risk': {title: 'Highest risk', forms: ['metric', 'gauge'], shape: highest},
  'risk-by-entity': {
    title: 'Risk by entity',
    forms: ['bar', 'table'],
    shape: (state) =>
      state.risks?.length
        ? {
            what: 'Entity', measure: 'Risk', unit: 'risk',
            items: byRisk(state.risks).slice(0, 12).map((score) => ({name: score.entity, value: score.risk, tone: riskTone(score.risk), to: linkOf(score)})),
          }
        : state.risks && NO_SCORES,
  },
  'risk-timeline': {
    title: 'Risk timeline',
    forms: ['line', 'heatmap', 'table'],
    ask: ({from, to}, form) => ['/scores/course', {from, to: to === 'now' ? undefined : to, points: PARTS[form]}],
    shape: timeline,
  },
};
