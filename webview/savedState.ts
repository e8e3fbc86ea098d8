/**
 * What the webview remembers while it is hidden or VS Code restarts: the view, the form and what is watched.
 * What comes back is checked: an older version may have written it.
 */
import type { Draft, PanelView, Watch } from '../src/ui/panel/messages.ts';

export interface SavedState {
  readonly view: PanelView;
  readonly draft: Draft;
  readonly watch: Watch;
}

/** The saved state, with `otherwise` in place of every part that is missing or not what it should be. */
export function parseSavedState(value: unknown, otherwise: SavedState): SavedState {
  const saved = fields(value);
  const draft = fields(saved.draft);
  const watch = fields(saved.watch);
  const view = saved.view;
  return {
    view: view === 'groups' || view === 'publish' ? view : otherwise.view,
    draft: parseDraft(draft, otherwise.draft),
    watch: {
      group: text(watch.group, otherwise.watch.group),
      topic: text(watch.topic, otherwise.watch.topic),
    },
  };
}

function parseDraft(draft: Fields, otherwise: Draft): Draft {
  const { partition, copies, headers, tombstone } = draft;
  return {
    topic: text(draft.topic, otherwise.topic),
    key: text(draft.key, otherwise.key),
    value: text(draft.value, otherwise.value),
    tombstone: typeof tombstone === 'boolean' ? tombstone : otherwise.tombstone,
    headers: Array.isArray(headers)
      ? headers.map(fields).map((header) => ({ key: text(header.key, ''), value: text(header.value, '') }))
      : otherwise.headers,
    partition: isCount(partition, 0) ? partition : null,
    copies: isCount(copies, 1) ? copies : otherwise.copies,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function isCount(value: unknown, minimum: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum;
}
