/**
 * The Groups view: who reads which partition, how far behind, and how that moves. It arranges; the parts draw
 * themselves.
 */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type {
  ClusterSummary,
  GroupSnapshot,
  PanelStrings,
  Practice,
  Watch,
} from '../../src/ui/panel/messages.ts';
import { openView } from '../actions.ts';
import { Combobox } from '../combobox.ts';
import { button, choice, dropdown, iconButton } from '../controls.ts';
import { emptyState } from '../emptyState.ts';
import { type IconName, icon } from '../icons.ts';
import { lookClass } from '../marks.ts';
import { place } from '../place.ts';
import { type PracticeInput, runningHere } from '../practice/practice.ts';
import { clock, fill, type Numbers } from '../words.ts';
import { consumerList } from './consumerList.ts';
import {
  actOnGroup,
  practiceCount,
  practiceGroup,
  practise,
  setSpan,
  setUnit,
  spans,
  togglePause,
  watchGroup,
} from './groupsActions.ts';
import type { LagUnit, LiveGroup, Span } from './groupsState.ts';
import { LagChart, spanOf } from './lagChart.ts';
import { linksOf, rowHeight, splitConsumers } from './links.ts';
import { partitionTable } from './partitionTable.ts';
import { sentenceOf } from './sentence.ts';
import { inSeconds } from './series.ts';

const mostLinks = 12;

const groupBox = new Combobox('group');
const topicBox = new Combobox('group-topic');
const chart = new LagChart();

export interface GroupsInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly cluster: ClusterSummary;
  readonly watch: Watch;
  readonly practice: Practice;
  /** null = the group reads no topic that can be shown; undefined = not known yet. */
  readonly group: LiveGroup | null | undefined;
  readonly paused: boolean;
  readonly theme: number;
  readonly unit: LagUnit;
  readonly span: Span;
  /** Where a first practice consumer would go when there is no group. */
  readonly firstTopic: string;
}

export function groupsView(input: GroupsInput): TemplateResult {
  return html`<div class="bar groups-bar" role="toolbar" aria-label=${input.strings.group} data-region>${toolbar(input)}</div>
    <div class="main groups" id="view" role="tabpanel" aria-labelledby="tab-groups">${content(input)}</div>`;
}

function content(input: GroupsInput): TemplateResult | typeof nothing {
  const { strings, group, watch, cluster } = input;
  if (group !== null && group !== undefined && group.snapshot.partitions.length > 0) {
    return live(input, group);
  }
  if (watch.group !== '') {
    return group === undefined
      ? nothing
      : emptyState({ sentence: strings.chooseTopic, why: strings.chooseTopicWhy });
  }
  if (cluster.topics.length === 0) {
    const go = { label: strings.toPublish, icon: 'send' as const, onPress: () => openView('publish') };
    return emptyState({ sentence: strings.noTopics, why: strings.noTopicsWhy, action: go });
  }
  return emptyState({
    sentence: strings.noGroups,
    why: fill(strings.noGroupsWhy, input.firstTopic),
    action: {
      label: strings.addPractice,
      icon: 'add',
      onPress: () => practise({ group: practiceGroup, topic: input.firstTopic }, 1),
    },
  });
}

function live(input: GroupsInput, group: LiveGroup): TemplateResult {
  const { strings, numbers } = input;
  const { snapshot } = group;
  const reading = sentenceOf(snapshot.reading, strings, numbers);
  const height = rowHeight(snapshot.partitions.length);
  const parts = { group, strings, numbers };
  const measured = input.unit === 'seconds' ? { ...group, points: inSeconds(group.points) } : group;
  const chartInput = { ...parts, theme: input.theme, unit: input.unit, span: input.span };
  return html`<section class="assign" aria-label=${strings.assignment} data-region tabindex="-1" ${place({ '--prow': `${height}px` })}>
      ${partitionTable({ ...parts, group: measured })}
      ${links(snapshot, height, strings)}
      ${consumerList({ ...practiceInput(input, snapshot), consumers: snapshot.consumers, partitions: snapshot.partitions.length, state: snapshot.state })}
      <p class="reading">${reading.lead === '' ? nothing : html`<b>${reading.lead}</b> `}${reading.rest}</p>
    </section>
    <section class="chart" aria-label=${strings.chartLabel} data-region tabindex="-1">
      <div class="chead"><h2>${strings.lag}</h2>${chart.readout(chartInput)}<span class="grow"></span>
        ${choice({
          label: strings.unit,
          options: [
            { value: 'messages', label: strings.unitMessages },
            { value: 'seconds', label: strings.unitSeconds },
          ],
          value: input.unit,
          onChoose: setUnit,
        })}
        <span class="muted spare" title=${strings.keptWhileOpen}>${watchedSince(group, input)}</span>
        <span class="span">${dropdown({
          label: strings.span,
          value: input.span,
          options: spans.map((value) => ({
            value,
            label: value === 'auto' ? strings.spanAuto : fill(strings.lastMinutes, value),
          })),
          onChoose: setSpan,
        })}</span>
        ${iconButton({
          icon: input.paused ? 'play' : 'debug-pause',
          label: input.paused ? strings.goOn : strings.pause,
          onPress: togglePause,
        })}</div>
      ${chart.template(chartInput)}
    </section>`;
}

/** Said while the axis shows more time than the group has been watched. */
function watchedSince(group: LiveGroup, { span, strings }: GroupsInput): string {
  const first = group.points[0]?.at ?? group.snapshot.at;
  return first > group.snapshot.at - spanOf(group, span) ? fill(strings.watchedSince, clock(first)) : '';
}

function practiceInput(input: GroupsInput, snapshot: GroupSnapshot): PracticeInput {
  const target = { group: snapshot.group, topic: snapshot.topic };
  return {
    strings: input.strings,
    numbers: input.numbers,
    running: runningHere(input.practice, target),
    count: practiceCount(target),
    canPractise: input.cluster.status === 'running',
    setCount: (count) => practise(target, count),
  };
}

function links(snapshot: GroupSnapshot, height: number, strings: PanelStrings): TemplateResult {
  const { active } = splitConsumers(snapshot.consumers);
  const partitions = snapshot.partitions.map((row) => row.partition);
  const total = Math.max(partitions.length, active.length) * height;
  const still = snapshot.state === 'Stable' ? '' : 'moving';
  const lines = html`<svg viewBox="0 0 100 ${total}" preserveAspectRatio="none" ${place({ height: `${total}px` })}>
    ${linksOf(partitions, active, height).map(
      (link) => svg`<path class="s ${lookClass(link.partition)}" d=${link.path}></path>`,
    )}
  </svg>`;
  return html`<div class="links ${still}" aria-hidden="true">
    <div class="cap">${strings.isReadBy}</div>
    ${partitions.length > mostLinks ? owners(snapshot, strings) : lines}
  </div>`;
}

/** Over a dozen lines would be a tangle: then the names stand in their rows. */
function owners(snapshot: GroupSnapshot, strings: PanelStrings): TemplateResult {
  return html`<div class="names">
    ${snapshot.partitions.map((row) => html`<span class="cut ${row.consumer === null ? 'muted' : ''}">→ ${row.consumer ?? strings.nobody}</span>`)}
  </div>`;
}

function toolbar(input: GroupsInput): TemplateResult {
  const { strings, cluster, watch } = input;
  const snapshot = input.group?.snapshot;
  const more = (count: number): string => fill(strings.moreOptions, count);
  return html`<span class="pick group">${groupBox.template({
    label: strings.group,
    icon: 'organization',
    value: watch.group,
    options: cluster.groups,
    placeholder: strings.chooseGroup,
    noMatch: strings.newGroup,
    more,
    onChoose: (group) => watchGroup({ group, topic: cluster.groups.includes(group) ? '' : input.firstTopic }),
  })}</span>
    <span class="muted">${strings.on}</span>
    <span class="pick topic">${topicBox.template({
      label: strings.topic,
      icon: 'list-flat',
      value: watch.topic === '' ? (snapshot?.topic ?? '') : watch.topic,
      options: topicsFor(cluster, snapshot),
      placeholder: strings.chooseTopicShort,
      noMatch: strings.noMatch,
      more,
      onChoose: (topic) => watchGroup({ group: watch.group, topic }),
    })}</span>
    <span class="sep"></span>
    ${snapshot === undefined ? nothing : html`${facts(snapshot, input)}<span class="grow"></span>${actions(strings)}`}`;
}

function actions(strings: PanelStrings): TemplateResult {
  return html`<span class="end">${button({ label: strings.resetOffsets, icon: 'debug-step-back', onPress: () => actOnGroup('resetOffsets') })}</span>
    <span class="end spare">${iconButton({ icon: 'circle-slash', label: strings.removeMember, onPress: () => actOnGroup('removeMember') })}${iconButton({ icon: 'trash', label: strings.deleteGroup, onPress: () => actOnGroup('delete') })}</span>`;
}

/** Topics the group reads first: they are what one looks for. */
function topicsFor(cluster: ClusterSummary, snapshot: GroupSnapshot | undefined): readonly string[] {
  const names = cluster.topics.map((topic) => topic.name);
  const read = (snapshot?.topics ?? []).filter((name) => names.includes(name));
  return [...read, ...names.filter((name) => !read.includes(name))];
}

function facts(snapshot: GroupSnapshot, { strings, numbers }: GroupsInput): TemplateResult {
  const { words: state, look, kind } = stateOf(snapshot.state, strings);
  const { rebalancingSince: since, generation } = snapshot;
  const words =
    since === null ? state : fill(strings.rebalancingFor, state, numbers.duration(snapshot.at - since));
  return html`<div class="facts">
    <span class="fact state ${kind}">${icon(look)}<span>${words}</span></span>
    ${generation === null ? nothing : html`<span class="fact"><span>${strings.generation}</span> ${generation}</span>`}
    <span class="fact"><span>${strings.coordinator}</span> ${snapshot.coordinator < 0 ? '–' : fill(strings.broker, snapshot.coordinator)}</span>
    <span class="fact"><span>${strings.assignor}</span> ${snapshot.assignor === '' ? '–' : snapshot.assignor}</span>
  </div>`;
}

interface StateLook {
  readonly words: string;
  readonly look: IconName;
  readonly kind: 'ok' | 'warn' | '';
}

/** Kafka's state names in words; a name this does not know is shown as it is. */
export function stateOf(state: string, strings: PanelStrings): StateLook {
  switch (state) {
    case 'Stable':
      return { words: strings.stateStable, look: 'pass', kind: 'ok' };
    case 'PreparingRebalance':
      return { words: strings.statePreparing, look: 'sync', kind: 'warn' };
    case 'CompletingRebalance':
      return { words: strings.stateCompleting, look: 'sync', kind: 'warn' };
    case 'Assigning':
      return { words: strings.stateAssigning, look: 'sync', kind: 'warn' };
    case 'Reconciling':
      return { words: strings.stateReconciling, look: 'sync', kind: 'warn' };
    case 'Empty':
      return { words: strings.stateEmpty, look: 'history', kind: '' };
    case 'Dead':
      return { words: strings.stateDead, look: 'circle-slash', kind: '' };
    default:
      return { words: state, look: 'history', kind: '' };
  }
}
