/**
 * How a partition looks, everywhere: hue, dash and marker together, so that no reader depends on colour. After
 * six the looks repeat, and the number beside the mark tells them apart.
 */
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit-html';

export interface PartitionLook {
  /** A `--vscode-*` variable, and what to take where a theme does not define it. */
  readonly hue: readonly string[];
  /** Lengths of line and gap in px; empty = solid. */
  readonly dash: readonly number[];
  /** Line width in px. */
  readonly width: number;
}

/** charts.orange is translucent in VS Code's default themes, so the orange of class symbols comes first. */
const looks: readonly PartitionLook[] = [
  { hue: ['--vscode-charts-blue'], dash: [], width: 1.5 },
  { hue: ['--vscode-symbolIcon-classForeground', '--vscode-charts-orange'], dash: [6, 3], width: 1.5 },
  { hue: ['--vscode-charts-purple'], dash: [1.5, 3], width: 2 },
  { hue: ['--vscode-charts-green'], dash: [10, 3, 2, 3], width: 1.5 },
  { hue: ['--vscode-charts-yellow'], dash: [12, 4], width: 1.5 },
  { hue: ['--vscode-charts-red'], dash: [2, 2, 6, 2], width: 1.5 },
];

const shapes: readonly SVGTemplateResult[] = [
  svg`<circle cx="5" cy="5" r="4"></circle>`,
  svg`<rect x="1.3" y="1.3" width="7.4" height="7.4"></rect>`,
  svg`<path d="M5 .8L9.5 9h-9z"></path>`,
  svg`<path d="M5 .2L9.8 5L5 9.8L.2 5z"></path>`,
  svg`<path d="M5 9.2L.5 1h9z"></path>`,
  svg`<path d="M3.4 .6h3.2v2.8h2.8v3.2h-2.8v2.8h-3.2v-2.8h-2.8v-3.2h2.8z"></path>`,
];

export function lookOf(partition: number): PartitionLook {
  return looks[partition % looks.length] ?? { hue: ['--vscode-charts-foreground'], dash: [], width: 1.5 };
}

/** The class that carries hue and dash of a partition in the stylesheet. */
export function lookClass(partition: number): string {
  return `p${partition % looks.length}`;
}

/** The marker of a partition, 10 px; decoration, the number beside it is the name. */
export function mark(partition: number): TemplateResult {
  return html`<svg class="mark ${lookClass(partition)}" viewBox="0 0 10 10" aria-hidden="true">
    ${shapes[partition % shapes.length]}
  </svg>`;
}
