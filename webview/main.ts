/**
 * The webview's entry: wires state to rendering and the keyboard to regions. Built as `webview.js`; the
 * stylesheet it imports becomes `webview.css` beside it, and the font that one names `codicon.ttf` (loader
 * `.ttf` = file, without a hash in its name).
 */
import './main.css';
import { effect } from '@preact/signals-core';
import { render } from 'lit-html';
import { connect } from './actions.ts';
import { Announcer } from './announcer.ts';
import { app } from './app.ts';
import { announceChanges } from './changes.ts';
import { watchTheme } from './colours.ts';
import { registerControls } from './controls.ts';
import * as state from './state.ts';
import { views } from './views.ts';

function start(root: HTMLElement): void {
  registerControls();
  const announcer = new Announcer();
  connect(views);
  watchTheme(() => {
    state.theme.value++;
  });
  announceChanges(announcer);
  effect(() => {
    render(app(announcer), root);
  });
  document.addEventListener('keydown', (event) => onKey(event));
}

/** F6 goes to the next region everywhere; the other keys, pressed outside a control, are the view's. */
function onKey(event: KeyboardEvent): void {
  if (event.key === 'F6') {
    event.preventDefault();
    focusRegion(event.shiftKey ? -1 : 1);
  } else if (!isControl(event.target)) {
    const view = views.find(({ id }) => id === state.view.value);
    if (view?.onKey?.(event) === true) {
      event.preventDefault();
    }
  }
}

function focusRegion(step: number): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions.at((current + step) % regions.length);
  const target = next?.querySelector<HTMLElement>(
    'input, vscode-text-field, vscode-text-area, vscode-button:not([disabled]), [tabindex="0"]',
  );
  (target ?? next)?.focus();
}

/** Controls use Space themselves. */
function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, button, a, vscode-button, vscode-dropdown, vscode-text-field, vscode-text-area, vscode-checkbox',
    ) !== null
  );
}

const root = document.getElementById('panel');
if (root !== null) {
  start(root);
}
