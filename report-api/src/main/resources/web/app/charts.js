/** Charts: only the parts of ECharts that are used, with the page's colours. A module of its own, loaded late. */
import {LineChart} from 'echarts/charts';
import {GridComponent, MarkLineComponent, TooltipComponent} from 'echarts/components';
import {init, use} from 'echarts/core';
import {CanvasRenderer} from 'echarts/renderers';

use([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

/** A chart in this element. */
export const createChart = (element) => init(element);

/**
 * Risk lines, 0 to 100, with a mark at 70.
 *
 * @param lines name and points of each entity, highest first
 * @param named how many of them have a colour and a name; the others stay in the background
 * @param style where the page's colours are read from
 */
export function riskOption(lines, named, style) {
  const colour = (name) => style.getPropertyValue(name).trim();
  const text = colour('--muted');
  const rule = {lineStyle: {color: colour('--line')}};
  return {
    animation: false,
    textStyle: {fontFamily: colour('--font')},
    grid: {left: 30, right: 12, top: 10, bottom: 22},
    // Drawn on the canvas: an HTML tooltip would need inline styles, which the page's policy forbids.
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      order: 'valueDesc',
      backgroundColor: colour('--panel'),
      borderColor: colour('--line'),
      textStyle: {color: colour('--text'), fontSize: 12},
    },
    xAxis: {
      type: 'time',
      axisLabel: {color: text, fontSize: 11, hideOverlap: true, alignMaxLabel: 'right', formatter: '{HH}:{mm}'},
      axisLine: rule,
      axisTick: rule,
      splitLine: {show: false},
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 50,
      axisLabel: {color: text, fontSize: 11},
      splitLine: rule,
    },
    series: lines.map((line, at) => ({
      ...line,
      id: line.name,
      type: 'line',
      showSymbol: line.data.length === 1,
      symbolSize: 5,
      z: named - at,
      lineStyle: {
        width: at < named ? 1.8 : 1,
        opacity: at < named ? 1 : 0.35,
        type: ['solid', [5, 3], [2, 2], [7, 2, 2, 2]][at] ?? 'solid',
      },
      color: at < named ? colour(`--series-${at + 1}`) : text,
      markLine: at === 0 ? highMark(colour) : undefined,
    })),
  };
}

const highMark = (colour) => ({
  silent: true,
  symbol: 'none',
  label: {show: false},
  lineStyle: {color: colour('--bad'), type: 'dashed', opacity: 0.6},
  data: [{yAxis: 70}],
});
