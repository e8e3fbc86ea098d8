/**
 * The newest sends of this session: where each went, how long it took, and why one failed. The pencil fills
 * the form again and sends nothing.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PanelStrings, Send } from '../../src/ui/panel/messages.ts';
import { checkbox, iconButton } from '../controls.ts';
import { icon } from '../icons.ts';
import { clock, fill, type Numbers } from '../words.ts';
import { clearSends, refill } from './publishActions.ts';
import * as state from './publishState.ts';
import { milliseconds, outcomeOf, placeWords, replicaWords } from './sendWords.ts';

export interface RecentInput {
  readonly sends: readonly Send[];
  readonly draft: { readonly topic: string };
  readonly onlyThisTopic: boolean;
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
}

export function recentSends({
  sends: all,
  draft,
  onlyThisTopic,
  strings,
  numbers,
}: RecentInput): TemplateResult {
  const sends = onlyThisTopic ? all.filter(({ topic }) => topic === draft.topic) : all;
  return html`<section class="recent" aria-label=${strings.recentSends} data-region tabindex="-1">
    <div class="sh"><h2>${strings.recentSends}</h2><span class="muted cut grow" title=${strings.thisSession}>${strings.thisSession}</span>
      ${checkbox({
        label: strings.onlyThisTopic,
        checked: onlyThisTopic,
        onChange: (checked) => {
          state.onlyThisTopic.value = checked;
        },
      })}
      ${iconButton({ icon: 'trash', label: strings.clearList, disabled: all.length === 0, onPress: clearSends })}</div>
    ${
      sends.length === 0
        ? html`<p class="muted none">${strings.noSends}</p>`
        : html`<div class="sends" role="list" aria-label=${strings.recentSends}>
            ${sends.map((send) => item(send, strings, numbers))}
          </div>`
    }
  </section>`;
}

function item(send: Send, strings: PanelStrings, numbers: Numbers): TemplateResult {
  const { look, iconName } = outcomeOf(send);
  const place = placeWords(send, strings, numbers);
  const replicas = replicaWords(send, strings);
  const name =
    send.copies > 1 ? fill(strings.copiesOf, numbers.count(send.copies)) : send.key || strings.noKey;
  return html`<div class="item" role="listitem">
    ${icon(iconName, look)}
    <span class="mono">${clock(send.at)}</span>
    <span class="mono cut ${send.copies === 1 && send.key === '' ? 'muted' : ''}">${name}</span>
    <span class="where">${where(send, strings)}</span>
    ${iconButton({
      icon: 'edit',
      label: send.draft === null ? strings.tooLargeToKeep : strings.refill,
      disabled: send.draft === null,
      onPress: () => refill(send),
    })}
    <span class="l2"><span class="cut grow" title=${place}>${place}</span>${
      send.tombstone ? html`<span class="tag">${strings.tombstoneTag}</span>` : nothing
    }${send.acks === 'all' ? nothing : html`<span class="tag">acks=${send.acks}</span>`}${
      replicas === '' ? nothing : html`<span title=${strings.inSyncMeans}>${replicas}</span>`
    }<span>${milliseconds(send, numbers)}</span></span>
  </div>`;
}

function where(send: Send, strings: PanelStrings): TemplateResult {
  const [first] = send.partitions;
  if (send.error !== null) {
    return html`<span class="bad">${send.error.name}</span>`;
  }
  if (send.acks === '0') {
    return send.partitions.length === 1 && first !== undefined
      ? html`<b>${fill(strings.partitionNumber, first.partition)}</b> ${strings.offsetUnknown}`
      : html`<b>${fill(strings.somePartitions, send.partitions.length)}</b> ${strings.offsetUnknown}`;
  }
  return send.partitions.length === 1 && first !== undefined
    ? html`<b>${fill(strings.partitionNumber, first.partition)}</b> ${
        first.first === first.last
          ? fill(strings.offset, first.first)
          : fill(strings.offsets, first.first, first.last)
      }`
    : html`<b>${fill(strings.somePartitions, send.partitions.length)}</b>`;
}
