/** The form as it comes back after the page was hidden or VS Code restarted. */
import type { Draft } from '../../src/ui/panel/messages.ts';
import { fields, isCount, text } from '../saved.ts';

/** The saved form, with `otherwise` in place of every part that is missing or not what it should be. */
export function parseDraft(saved: unknown, otherwise: Draft): Draft {
  const draft = fields(saved);
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
    keyFormat: text(draft.keyFormat, ''),
    valueFormat: text(draft.valueFormat, ''),
    timestamp: text(draft.timestamp, ''),
    acks: text(draft.acks, ''),
    every: text(draft.every, ''),
    stopAfter: isCount(draft.stopAfter, 1) ? draft.stopAfter : null,
  };
}
