/**
 * What a person can do in the panel's frame, and how the page begins: each function changes the state and tells the host. It
 * renders nothing.
 */
import { effect } from '@preact/signals-core';
import type { PanelView } from '../src/ui/panel/messages.ts';
import { listen, onEnd, post, readState, writeState } from './host.ts';
import * as state from './state.ts';
import type { ViewModel } from './view.ts';

const typingPause = 120;

/** Restores what was saved, then listens to the host and greets it. */
export function connect(views: readonly ViewModel[]): void {
  restore(views, readState());
  listen((message) => {
    state.receive(message);
    // The greeting may have crossed it on its way, and named the view of before.
    if (message.type === 'show') post({ type: 'openView', view: message.view });
    for (const view of views) {
      view.receive(message);
    }
  });
  for (const view of views) {
    view.begin?.();
  }
  post({ type: 'ready', view: state.view.value });
  keepState(views);
}

export function openView(view: PanelView): void {
  state.view.value = view;
  post({ type: 'openView', view });
}

export function selectCluster(id: string): void {
  post({ type: 'selectCluster', id });
}

export function startCluster(): void {
  post({ type: 'startCluster' });
}

export function retry(): void {
  post({ type: 'retry' });
}

/** What was saved: the open view under `view`, and under each view's id what it keeps. */
function restore(views: readonly ViewModel[], saved: unknown): void {
  const parts =
    typeof saved === 'object' && saved !== null ? (saved as Readonly<Record<string, unknown>>) : {};
  state.view.value = views.find(({ id }) => id === parts.view)?.id ?? state.view.value;
  for (const view of views) {
    view.restore(parts[view.id]);
  }
}

/**
 * Choices are written as they are made, as the page ends without warning when its tab is hidden; only what is
 * typed waits for a pause, or for the page's end if it hears of it.
 */
function keepState(views: readonly ViewModel[]): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    const parts = views.map((view) => [view.id, view.saved.peek()] as const);
    writeState({ view: state.view.peek(), ...Object.fromEntries(parts) });
  };
  effect(() => {
    void [state.view.value, ...views.filter((view) => view.typed !== true).map((view) => view.saved.value)];
    write();
  });
  effect(() => {
    void views.filter((view) => view.typed === true).map((view) => view.saved.value);
    clearTimeout(timer);
    timer = setTimeout(write, typingPause);
  });
  onEnd(write);
}
