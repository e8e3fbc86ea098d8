/** The Publish view as the frame sees it: where its parts come from, and its status line. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings } from '../../src/ui/panel/messages.ts';
import { practiceTarget } from '../groups/groupsActions.ts';
import { live, practice } from '../groups/groupsState.ts';
import { icon } from '../icons.ts';
import * as frame from '../state.ts';
import type { View } from '../view.ts';
import { fill } from '../words.ts';
import { publishModel } from './publishActions.ts';
import * as state from './publishState.ts';
import { publishView } from './publishView.ts';

const publishKey = globalThis.navigator?.userAgent.includes('Mac') ? '⌘ Enter' : 'Ctrl Enter';

export const publishTab: View = {
  ...publishModel,
  staysOffline: true,
  label: (strings) => strings.tabPublish,
  template: (strings) =>
    publishView({
      strings,
      numbers: frame.numbers.value,
      cluster: frame.cluster.value,
      draft: state.draft.value,
      facts: state.facts.value,
      keptNames: state.keptNames.value,
      sending: state.sending.value,
      result: state.result.value,
      problems: state.problems.value,
      schedule: state.schedule.value,
      isReadOnly: frame.isReadOnly.value,
      onlyThisTopic: state.onlyThisTopic.value,
      sends: state.sends.value,
      practice: practice.value,
      target: practiceTarget(state.draft.value.topic),
      snapshot: live.value?.snapshot,
      publishKey,
    }),
  status: publishStatus,
};

function publishStatus(strings: PanelStrings): TemplateResult {
  const reason = reasonNotToPublish(strings);
  return html`<span>${strings.to} <b>${frame.cluster.value.name}</b></span>
    ${reason === undefined ? nothing : html`<span class="warn">${icon('warning')}${reason}</span>`}
    <span class="grow"></span><span class="spare">${strings.nothingSent}</span>`;
}

/** Why the Publish button is off; undefined when it is on, or when an answer is under way. */
function reasonNotToPublish(strings: PanelStrings): string | undefined {
  if (frame.isReadOnly.value) return strings.readOnlyReason;
  const { topic, partition } = state.draft.value;
  const facts = state.facts.value;
  if (topic === '') {
    return strings.reasonNoTopic;
  }
  if (facts === null || facts.topic !== topic) {
    return undefined;
  }
  if (!facts.exists) {
    return fill(strings.reasonMissing, topic);
  }
  return partition !== null && partition >= facts.partitions
    ? fill(strings.reasonPartition, topic, partition)
    : undefined;
}
