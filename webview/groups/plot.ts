/**
 * Lines over time, drawn by uPlot on a canvas that fills its element. No axes and no text: those are HTML on
 * top, so that they stay readable and follow the theme.
 */
import uPlot from 'uplot';
import { colourOf, tintOf } from '../colours.ts';

interface PlotLine {
  readonly values: readonly (number | null)[];
  /** `--vscode-*` variables, the first that is defined counts. */
  readonly hue: readonly string[];
  readonly dash: readonly number[];
  readonly width: number;
  /** Percent of the hue that fills the area below the line. */
  readonly fill?: number;
}

interface PlotData {
  /** Seconds since the epoch. */
  readonly x: readonly number[];
  readonly lines: readonly PlotLine[];
  /** A grey band under the lines. */
  readonly band:
    | { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] }
    | undefined;
  /** Ends of the time axis, in seconds. */
  readonly from: number;
  readonly to: number;
  readonly top: number;
}

export class Plot {
  readonly element: HTMLElement;
  readonly #resized: (width: number, height: number) => void;
  #chart: uPlot | undefined;
  #data: PlotData | undefined;
  #looks = '';

  /** `resized` is told both in px. */
  constructor(resized: (width: number, height: number) => void) {
    this.#resized = resized;
    this.element = document.createElement('div');
    this.element.className = 'canvas';
    this.element.setAttribute('aria-hidden', 'true');
    new ResizeObserver(() => this.#fit()).observe(this.element);
  }

  /** Draws new data; the chart is made anew only when the lines or the theme look different. */
  draw(data: PlotData, theme: number): void {
    this.#data = data;
    const looks = JSON.stringify([
      theme,
      data.band !== undefined,
      data.lines.map((line) => [line.hue, line.dash]),
    ]);
    if (this.#chart === undefined || looks !== this.#looks) {
      this.#looks = looks;
      this.#rebuild(data);
    } else {
      this.#chart.setData(columns(data), false);
      this.#rescale(data);
    }
  }

  #rebuild(data: PlotData): void {
    this.#chart?.destroy();
    const { clientWidth: width, clientHeight: height } = this.element;
    this.#chart = new uPlot(optionsFor(data, width, height), columns(data), this.element);
    this.#rescale(data);
  }

  #rescale({ from, to, top }: PlotData): void {
    this.#chart?.batch(() => {
      this.#chart?.setScale('x', { min: from, max: to });
      this.#chart?.setScale('y', { min: 0, max: top });
    });
  }

  #fit(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (width > 0 && height > 0) {
      this.#chart?.setSize({ width, height });
      if (this.#data !== undefined) {
        this.#rescale(this.#data);
      }
      this.#resized(width, height);
    }
  }
}

function optionsFor(data: PlotData, width: number, height: number): uPlot.Options {
  const band: uPlot.Series[] =
    data.band === undefined ? [] : [{ points: { show: false } }, { points: { show: false } }];
  const lines = data.lines.map(
    (line): uPlot.Series => ({
      stroke: colourOf(line.hue),
      width: line.width,
      dash: [...line.dash],
      spanGaps: false,
      points: { show: false },
      ...(line.fill === undefined ? {} : { fill: tintOf(line.hue, line.fill) }),
    }),
  );
  return {
    width: Math.max(1, width),
    height: Math.max(1, height),
    padding: [0, 0, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    series: [{}, ...band, ...lines],
    bands:
      data.band === undefined ? [] : [{ series: [2, 1], fill: tintOf(['--vscode-charts-foreground'], 18) }],
  };
}

function columns(data: PlotData): uPlot.AlignedData {
  const band = data.band === undefined ? [] : [data.band.low, data.band.high];
  return [data.x, ...band, ...data.lines.map((line) => line.values)].map((column) => [
    ...column,
  ]) as uPlot.AlignedData;
}
