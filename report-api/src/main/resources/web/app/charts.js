/** Charts: only the parts of ECharts that are used, with the page's colours. A module of its own, loaded late. */
import {BarChart, HeatmapChart, LineChart, PieChart, ScatterChart} from 'echarts/charts';
import {GridComponent, MarkLineComponent, TooltipComponent, VisualMapComponent} from 'echarts/components';
import {init, use} from 'echarts/core';
import {LabelLayout} from 'echarts/features';
import {CanvasRenderer} from 'echarts/renderers';
import {barOption, columnOption, heatmapOption, lineOption, pieOption, scatterOption} from './options.js';

use([
  BarChart, HeatmapChart, LineChart, PieChart, ScatterChart,
  GridComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, LabelLayout, CanvasRenderer,
]);

const OPTIONS = {line: lineOption, bar: barOption, column: columnOption, pie: pieOption, heatmap: heatmapOption, scatter: scatterOption};

/** A chart in this element. */
export const createChart = (element) => init(element);

/** What the chart draws: a shape (sources.js) in one of its forms. */
export function option(form, shape, size) {
  const style = getComputedStyle(document.documentElement);
  return OPTIONS[form](shape, (name) => style.getPropertyValue(`--${name}`).trim(), size);
}
