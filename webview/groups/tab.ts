/** The Groups view as the frame sees it: where its parts come from, its status line and keys. */
import { html, type TemplateResult } from 'lit-html';
import type { PanelStrings } from '../../src/ui/panel/messages.ts';
import { icon } from '../icons.ts';
import { draft } from '../publish/publishState.ts';
import * as frame from '../state.ts';
import type { View } from '../view.ts';
import { clock, fill } from '../words.ts';
import { groupsModel, togglePause } from './groupsActions.ts';
import * as state from './groupsState.ts';
import { groupsView } from './groupsView.ts';

export const groupsTab: View = {
  ...groupsModel,
  label: (strings) => strings.tabGroups,
  template(strings) {
    const { topics } = frame.cluster.value;
    const firstTopic = topics.find((topic) => topic.name === draft.value.topic) ?? topics[0];
    return groupsView({
      strings,
      numbers: frame.numbers.value,
      cluster: frame.cluster.value,
      watch: state.watch.value,
      practice: state.practice.value,
      group: state.held.value ?? state.live.value,
      paused: state.held.value !== null,
      theme: frame.theme.value,
      unit: state.unit.value,
      span: state.span.value,
      firstTopic: firstTopic?.name ?? '',
    });
  },
  status: groupsStatus,
  onKey(event) {
    if (event.key === ' ') {
      togglePause();
      return true;
    }
    return false;
  },
};

function groupsStatus(strings: PanelStrings): TemplateResult {
  const group = state.shown.value;
  if (group === undefined) {
    return html`<span>${strings.nothingWatched}</span>`;
  }
  const { at, coordinator } = group.snapshot;
  const paused = state.held.value !== null;
  const stale = frame.trouble.value !== null;
  return html`<span
      >${icon(paused ? 'debug-pause' : stale ? 'history' : 'play')}${
        paused || stale ? fill(strings.asOf, clock(at)) : strings.liveEverySecond
      }</span
    >
    <span>${strings.fromCoordinator} <b>${coordinator < 0 ? '–' : fill(strings.broker, coordinator)}</b></span>
    <span class="grow"></span><span class="spare">${strings.behindMeans}</span>`;
}
