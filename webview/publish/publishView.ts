/**
 * The Publish view: the form, what was sent, and the practice consumers that read it. It arranges the parts.
 */
import { html, type TemplateResult } from 'lit-html';
import type { GroupSnapshot, Practice, Send, Watch } from '../../src/ui/panel/messages.ts';
import { button } from '../controls.ts';
import { practiceCount, practise } from '../groups/groupsActions.ts';
import { practicePanel, runningHere } from '../practice/practice.ts';
import { clearForm, pasteKafka, saveKafka } from './publishActions.ts';
import { type FormInput, publishForm } from './publishForm.ts';
import { recentSends } from './recentSends.ts';

export interface PublishInput extends FormInput {
  readonly sends: readonly Send[];
  readonly onlyThisTopic: boolean;
  readonly practice: Practice;
  /** Where practice consumers started here go. */
  readonly target: Watch;
  readonly snapshot: GroupSnapshot | undefined;
}

export function publishView(input: PublishInput): TemplateResult {
  const { strings, numbers, cluster, draft, practice, target, snapshot } = input;
  const topic = cluster.topics.find((one) => one.name === draft.topic);
  const running = runningHere(practice, target);
  const watched = snapshot?.group === target.group && snapshot.topic === target.topic ? snapshot : undefined;
  return html`<div class="bar" role="toolbar" aria-label=${strings.recordTools} data-region>
      <span class="muted">${strings.record}</span>
      ${button({ label: strings.pasteKafka, icon: 'copy', onPress: pasteKafka })}
      ${button({ label: strings.saveKafka, icon: 'export', onPress: saveKafka })}
      <span class="grow"></span>
      ${button({ label: strings.clearForm, icon: 'trash', onPress: clearForm })}
    </div>
    <div class="main two" id="view" role="tabpanel" aria-labelledby="tab-publish">
    ${publishForm(input)}
    <aside class="side">
      ${recentSends(input)}
      ${practicePanel({
        strings,
        numbers,
        running,
        count: practiceCount(target),
        canPractise: cluster.status === 'running' && topic !== undefined,
        setCount: (count) => practise(target, count),
        target,
        partitions: topic?.partitions ?? 0,
        snapshot: watched,
        elsewhere: running.length === 0 && practice.consumers.length > 0 ? practice : undefined,
      })}
    </aside>
  </div>`;
}
