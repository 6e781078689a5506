/** What ECharts is told to draw, by form. Everything is drawn on the canvas: the page's policy forbids inline styles. */
import * as format from './format.js';

/** The strokes of lines, so that they differ without colour. */
export const DASHES = ['solid', [6, 3], [2, 2], [8, 2, 2, 2]];
/** How many lines have a colour of their own; further ones stay in the background. */
export const NAMED = 4;

const SMALL = 11;

const base = (colour) => ({animation: false, textStyle: {fontFamily: colour('font'), color: colour('text')}});

const tooltip = (colour, rest) => ({
  renderMode: 'richText',
  confine: true,
  backgroundColor: colour('panel'),
  borderColor: colour('line'),
  textStyle: {color: colour('text'), fontSize: 12},
  ...rest,
});

function axis(colour, rest) {
  const rule = {lineStyle: {color: colour('line')}};
  const {axisLabel, ...others} = rest;
  return {
    axisLabel: {color: colour('muted'), fontSize: SMALL, hideOverlap: true, ...axisLabel},
    axisLine: rule,
    axisTick: {...rule, show: false},
    splitLine: {...rule, show: false},
    ...others,
  };
}

const short = (unit) => (value) =>
  ['percent', 'rate', 'ratio', 'share', 'errors'].includes(unit) ? `${Number((value * 100).toPrecision(5))}%`.replace('-', '−') : format.inUnit(unit, value);

/** An axis from about `min` to exactly `max` with even steps. */
function scale(min, max) {
  if (min == null || max == null || max <= min) {
    return {min, max, splitNumber: 3};
  }
  const rough = (max - min) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= rough - 1e-12);
  return {min: max - Math.ceil((max - min) / interval - 1e-9) * interval, max, interval};
}

/** Lines over time. */
export function lineOption({lines, unit, min, max, mark, from, to, band}, colour) {
  const span = to - from;
  const many = lines.length > 1;
  const within = new Map(band?.data.map(([at, low, high]) => [at, `${band.name}  ${format.inUnit(unit, low)} to ${format.inUnit(unit, high)}`]));
  return {
    ...base(colour),
    grid: {left: 6, right: 14, top: 12, bottom: 4, containLabel: true},
    tooltip: tooltip(colour, {
      trigger: 'axis',
      order: 'valueDesc',
      formatter: (points) =>
        [format.moment(points[0].axisValue), ...points.filter(({seriesId}) => !seriesId.startsWith(BAND)).slice(0, 8).map((point) =>
          `${point.seriesName}  ${format.inUnit(unit, point.value[1])}`), within.get(points[0].axisValue)].filter(Boolean).join('\n'),
    }),
    xAxis: axis(colour, {
      type: 'time', min: from, max: to,
      axisLabel: {formatter: (at) => format.tick(at, span), showMinLabel: false, showMaxLabel: false},
    }),
    yAxis: axis(colour, {type: 'value', ...scale(min, max), splitLine: {lineStyle: {color: colour('line')}}, axisLabel: {formatter: short(unit)}}),
    series: [...lines.map((line, at) => ({
      name: line.name,
      id: line.name,
      type: 'line',
      data: line.data,
      step: line.step ? 'end' : false,
      showSymbol: line.data.filter(([, value]) => value != null).length < 3,
      symbolSize: 5,
      connectNulls: false,
      z: NAMED - Math.min(at, NAMED),
      color: at < NAMED ? colour(line.tone ?? `series-${at + 1}`) : colour('none-fill'),
      lineStyle: {width: line.faint || at >= NAMED ? 1 : 1.8, opacity: at >= NAMED ? 0.4 : line.faint ? 0.55 : 1, type: DASHES[at] ?? 'solid'},
      areaStyle: many ? undefined : {opacity: 0.08},
      markLine: at === 0 && mark != null ? {
        silent: true, symbol: 'none', label: {show: false},
        lineStyle: {color: colour('bad'), type: 'dashed', opacity: 0.7},
        data: [{yAxis: mark}],
      } : undefined,
    })), ...(band ? bandSeries(band, colour) : [])],
  };
}

const BAND = 'band';

/** An area between two lines: one that is not seen, and on top of it what is between. */
function bandSeries({data}, colour) {
  const unseen = {type: 'line', stack: BAND, stackStrategy: 'all', symbol: 'none', silent: true, z: 0, lineStyle: {opacity: 0}};
  return [
    {...unseen, id: `${BAND}-low`, data: data.map(([at, low]) => [at, low])},
    {...unseen, id: `${BAND}-high`, data: data.map(([at, low, high]) => [at, high - low]), areaStyle: {color: colour('series-2'), opacity: 0.18}},
  ];
}

/** Bars that stand side by side, over and under zero. */
export function columnOption({items, unit}, colour) {
  return {
    ...base(colour),
    grid: {left: 6, right: 10, top: 12, bottom: 4, containLabel: true},
    tooltip: tooltip(colour, {trigger: 'item', formatter: ({name, value}) => `${name}  ${format.inUnit(unit, value)}`}),
    xAxis: axis(colour, {type: 'category', data: items.map(({name}) => name), axisLabel: {hideOverlap: true}}),
    yAxis: axis(colour, {type: 'value', splitNumber: 3, splitLine: {lineStyle: {color: colour('line')}}, axisLabel: {formatter: short(unit)}}),
    series: [{
      type: 'bar',
      barCategoryGap: '25%',
      data: items.map(({value}) => ({value, itemStyle: {color: colour(value < 0 ? 'none-fill' : 'good-fill'), borderRadius: value < 0 ? [0, 0, 2, 2] : [2, 2, 0, 0]}})),
    }],
  };
}

/** Bars, the first at the top. */
export function barOption({items, unit}, colour, {width}) {
  return {
    ...base(colour),
    grid: {left: 10, right: 58, top: 4, bottom: 4, containLabel: true},
    tooltip: tooltip(colour, {trigger: 'item', formatter: ({name, value}) => `${name}  ${format.inUnit(unit, value)}`}),
    xAxis: axis(colour, {type: 'value', show: false}),
    yAxis: axis(colour, {
      type: 'category', inverse: true, data: items.map(({name}) => name), axisLine: {show: false},
      axisLabel: {color: colour('text'), fontSize: 12, width: Math.max(90, Math.min(240, width * 0.4)), overflow: 'truncate'},
    }),
    series: [{
      type: 'bar',
      barMaxWidth: 16,
      barCategoryGap: '38%',
      itemStyle: {borderRadius: [0, 3, 3, 0]},
      label: {show: true, position: 'right', color: colour('text'), fontSize: SMALL, formatter: ({value}) => format.inUnit(unit, value)},
      data: items.map(({value, tone}) => ({value, itemStyle: {color: colour(tone ? `${tone}-fill` : 'good-fill')}})),
    }],
  };
}

/** The colours of parts that have no tone. */
export const SLICES = ['good-fill', 'series-4', 'warn-fill', 'none-fill', 'series-2', 'series-1'];

/** A ring; its parts are named beside it. */
export function pieOption({items, unit}, colour) {
  const total = items.reduce((sum, {value}) => sum + value, 0);
  return {
    ...base(colour),
    tooltip: tooltip(colour, {
      trigger: 'item',
      formatter: ({name, value}) => `${name}  ${format.inUnit(unit, value)} (${format.percent(value / total, 1)})`,
    }),
    series: [{
      type: 'pie',
      radius: ['58%', '92%'],
      minAngle: 4,
      itemStyle: {borderColor: colour('panel'), borderWidth: 2},
      label: {show: false},
      data: items.map(({name, value, tone}, at) => ({name, value, itemStyle: {color: colour(tone ? `${tone}-fill` : SLICES[at % SLICES.length])}})).filter(({value}) => value > 0),
    }],
  };
}

/** Colours from least to most: of any amount, of a risk, of what is left. */
const HEAT = {
  amount: ['heat-0', 'heat-1', 'heat-2', 'heat-3'],
  risk: ['heat-0', 'heat-1', 'warm-1', 'warm-2'],
  left: ['warm-2', 'warm-1', 'heat-1', 'heat-0'],
};

/** A matrix; a cell without data is left blank. */
export function heatmapOption({columns, rows, cells, unit, min, max, scale = 'amount'}, colour, {width}) {
  const values = cells.map(([, , value]) => value).filter((value) => value != null);
  const least = min ?? Math.min(...values);
  const most = max ?? Math.max(...values);
  const roomy = columns.length <= Math.max(1, (width - 150) / 44);
  const steps = HEAT[scale].map((name) => colour(name));
  return {
    ...base(colour),
    grid: {left: 6, right: 10, top: 6, bottom: 4, containLabel: true},
    tooltip: tooltip(colour, {
      formatter: ({value: [column, row, value]}) => `${rows[row]}, ${columns[column]}\n${format.inUnit(unit, value)}`,
    }),
    visualMap: {show: false, min: least, max: Math.max(most, least + 1e-9), inRange: {color: steps}},
    xAxis: axis(colour, {type: 'category', data: columns, axisLine: {show: false}}),
    yAxis: axis(colour, {type: 'category', inverse: true, data: rows, axisLine: {show: false}, axisLabel: {color: colour('text'), width: 130, overflow: 'truncate'}}),
    series: [{
      type: 'heatmap',
      data: cells.filter(([, , value]) => value != null).map(([column, row, value]) => {
        const share = (value - least) / Math.max(1e-9, most - least);
        return {value: [column, row, value], label: {color: (scale === 'left' ? 1 - share : share) > 0.6 ? colour('on-heat') : colour('text')}};
      }),
      itemStyle: {borderColor: colour('panel'), borderWidth: 1.5, borderRadius: 2},
      label: {show: roomy, fontSize: SMALL, formatter: ({value}) => short(unit === 'percent' ? 'count' : unit)(unit === 'percent' ? Math.floor(value[2] * 100) : value[2])},
    }],
  };
}

const SYMBOLS = ['circle', 'triangle', 'rect', 'diamond'];

/** Points in a plane, in groups that differ by form and colour. */
export function scatterOption({groups, x, y}, colour) {
  return {
    ...base(colour),
    grid: {left: 26, right: 60, top: 12, bottom: 22, containLabel: true},
    tooltip: tooltip(colour, {formatter: ({data}) => data.name}),
    xAxis: axis(colour, {type: 'value', name: x, nameLocation: 'middle', nameGap: 22, nameTextStyle: {color: colour('muted')}, scale: true}),
    yAxis: axis(colour, {type: 'value', name: y, nameLocation: 'middle', nameGap: 34, nameTextStyle: {color: colour('muted')}, scale: true, splitLine: {lineStyle: {color: colour('line')}}}),
    series: groups.map((group, at) => ({
      type: 'scatter',
      name: group.name,
      symbol: SYMBOLS[at % SYMBOLS.length],
      symbolSize: 10,
      itemStyle: {color: group.tone ? colour(`${group.tone}-fill`) : colour(`series-${(at % 4) + 1}`), opacity: 0.75},
      label: {show: true, position: 'right', color: colour('text'), fontSize: SMALL, formatter: ({data}) => data.label},
      labelLayout: {hideOverlap: true},
      data: group.points.map(({name, label, x: left, y: up}) => ({name, label, value: [left, up]})),
    })),
  };
}
