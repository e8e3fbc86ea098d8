/** What could not be read as asked, at the foot of the view; what works goes on above it. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, RecordsProblem, RecordsState } from '../../src/ui/panel/messages.ts';
import { button } from '../controls.ts';
import { icon } from '../icons.ts';
import { fill } from '../words.ts';
import { readAgain } from './recordsActions.ts';

/** The reading as a whole; partitions that are read from elsewhere are a word in the status line. */
export function problemBand(records: RecordsState, strings: PanelStrings): TemplateResult | typeof nothing {
  const problem = records.problems.find(({ partition }) => partition === null);
  if (problem === undefined) {
    return nothing;
  }
  const words = problemWords(problem, records, strings);
  return html`<div class="band in-view" role="group" aria-label=${strings.trouble}>
    ${icon('error', 'bad')}
    <span class="cut grow" title=${words}><b>${problem.name}</b> ${words}</span>
    ${records.phase === 'failed' ? button({ label: strings.readAgain, onPress: readAgain }) : nothing}
  </div>`;
}

export function problemWords(
  problem: RecordsProblem,
  { query }: RecordsState,
  strings: PanelStrings,
): string {
  const { partition, name, message, offset } = problem;
  if (partition !== null && offset !== null && query.from.kind === 'offset') {
    return fill(strings.partitionStarts, partition, query.from.offset, offset);
  }
  if (partition !== null) {
    return fill(strings.partitionLeaderless, partition);
  }
  return name === 'UNKNOWN_TOPIC_OR_PARTITION' && message === ''
    ? fill(strings.topicGone, query.topic)
    : message;
}
