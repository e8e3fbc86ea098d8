/** What a person can do in the Cluster view: each function changes the state and tells the host. It renders nothing. */
import type { NodeRequest } from '../../src/ui/panel/messages.ts';
import { openView } from '../actions.ts';
import { watchGroup } from '../groups/groupsActions.ts';
import { post } from '../host.ts';
import { read } from '../records/recordsActions.ts';
import type { ViewModel } from '../view.ts';
import * as state from './clusterState.ts';
import type { EventTarget } from './eventTarget.ts';

export const clusterModel: ViewModel = {
  id: 'cluster',
  receive: state.receive,
  saved: state.filter,
  restore(saved) {
    state.filter.value = typeof saved === 'string' ? saved : '';
  },
};

export function drill(request: NodeRequest): void {
  state.menuOf.value = null;
  post({ type: 'drill', request });
}

/** The host asks what is to fail, and how. */
export function chooseFault(broker: number): void {
  state.menuOf.value = null;
  post({ type: 'chooseFault', broker });
}

export function exportEvents(): void {
  post({ type: 'exportEvents', what: state.shows.value });
}

/** Shows the topic or the group that an event is about. */
export function goTo(target: EventTarget): void {
  if (target.view === 'groups') watchGroup({ group: target.group, topic: '' });
  else read({ topic: target.topic });
  openView(target.view);
}

/** Requests are told only while they are looked at. */
export function show(what: 'timeline' | 'requests'): void {
  state.shows.value = what;
  state.held.value = null;
  post({ type: 'traceRequests', on: what === 'requests' });
}

/** Holds the list still, or lets it go on. */
export function toggleHold(): void {
  state.held.value =
    state.held.value === null ? { events: state.events.value, requests: state.requests.value } : null;
}
