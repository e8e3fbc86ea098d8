/**
 * The consumers of the group: those with partitions first, the idle ones apart, dashed, with the sentence that
 * says why. Each keeps its place by name. Practice consumers are started, slowed and killed here.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { ConsumerRow, PanelStrings } from '../../src/ui/panel/messages.ts';
import { button, iconButton } from '../controls.ts';
import { icon } from '../icons.ts';
import { mark } from '../marks.ts';
import { failuresOf } from '../practice/failures.ts';
import { type PracticeInput, practiceStepper } from '../practice/practice.ts';
import { fill } from '../words.ts';
import { killPractice } from './groupsActions.ts';
import { splitConsumers } from './links.ts';

/** Marks in front of a name; the words beside it say all of them. */
const shownMarks = 1;

export interface ConsumersInput extends PracticeInput {
  readonly consumers: readonly ConsumerRow[];
  readonly partitions: number;
  /** Kafka's name; `Dead` is a group the cluster has never heard of. */
  readonly state: string;
}

export function consumerList(input: ConsumersInput): TemplateResult {
  const { strings, consumers } = input;
  const { active, idle } = splitConsumers(consumers);
  const title =
    consumers.length === 1 ? strings.oneConsumer : fill(strings.consumersInGroup, consumers.length);
  return html`<div class="consumers">
    <div class="ahead"><span class="grow cut">${title}</span>${practiceStepper(input)}</div>
    ${
      consumers.length === 0
        ? nobody(input)
        : html`<div role="table" aria-label=${strings.consumers}>
            ${active.map((one) => consumerRow(one, input))}
            ${
              idle.length === 0
                ? nothing
                : html`<div class="idlehead warn" role="row"><span role="cell">${icon('warning')} ${idleSentence(input, idle.length)}</span></div>`
            }
            ${idle.map((one) => consumerRow(one, input))}
          </div>`
    }
    ${failuresOf(input.running, strings).map(
      ({ names, error }) => html`<div class="failed" role="alert">${icon('error', 'bad')}
        <span><b>${names.join(', ')}</b> ${error}</span></div>`,
    )}
  </div>`;
}

function nobody({ strings, canPractise, setCount, state }: ConsumersInput): TemplateResult {
  return html`<div class="nobody">
    <p class="muted">${state === 'Dead' ? strings.noSuchGroup : strings.nobodyHere}</p>
    ${button({
      label: strings.addPractice,
      icon: 'add',
      appearance: 'primary',
      disabled: !canPractise,
      onPress: () => setCount(1),
    })}
  </div>`;
}

/** Only a settled group with more members than partitions idles for that reason. */
function idleSentence({ strings, consumers, partitions, state }: ConsumersInput, idle: number): string {
  return state === 'Stable' && consumers.length > partitions
    ? fill(strings.idleTooMany, idle)
    : fill(strings.idleYet, idle);
}

function consumerRow(consumer: ConsumerRow, input: ConsumersInput): TemplateResult {
  const { strings, numbers } = input;
  const { partitions, perSecond } = consumer;
  const isIdle = partitions.length + consumer.elsewhere === 0;
  const first = partitions.slice(0, shownMarks);
  const words = assignmentWords(consumer, strings);
  const why = consumer.killed ? strings.killedMeans : `${consumer.name} ${consumer.host}`;
  return html`<div class="crow ${isIdle ? 'idle' : ''}" role="row">
    <span class="lead">${first.length === 0 ? icon('history') : first.map((partition) => mark(partition))}</span>
    <span class="cut" role="rowheader" title=${why}><b>${consumer.name}</b>
      <span class="tag">${consumer.practice ? strings.practiceTag : strings.yoursTag}</span>
      <span class="muted">${about(consumer, strings, isIdle)}</span></span>
    <span class="muted cut" role="cell" title=${words}>${words}</span>
    <span class="num ${isIdle ? 'muted' : ''}" role="cell">${perSecond === null ? '–' : fill(strings.perSecond, numbers.rate(perSecond))}</span>
    <span role="cell">${
      consumer.practice && !consumer.killed
        ? iconButton({
            icon: 'circle-slash',
            label: fill(strings.kill, consumer.name),
            onPress: () => killPractice(consumer.name),
          })
        : nothing
    }</span>
  </div>`;
}

function about(consumer: ConsumerRow, strings: PanelStrings, isIdle: boolean): string {
  if (consumer.killed) {
    return strings.killedWaiting;
  }
  if (isIdle) {
    return strings.hasNoPartition;
  }
  return consumer.messagesPerSecond === null ? consumer.host : fill(strings.upTo, consumer.messagesPerSecond);
}

function assignmentWords(consumer: ConsumerRow, strings: PanelStrings): string {
  const { partitions, elsewhere } = consumer;
  if (partitions.length === 1) {
    return fill(strings.partitionNumber, partitions[0] ?? 0);
  }
  if (partitions.length > 1) {
    return fill(strings.partitionNumbers, partitions.join(', '));
  }
  return elsewhere > 0 ? strings.otherTopics : '–';
}
