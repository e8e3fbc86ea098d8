/** One broker as a card: the same rows for each, so that cards compare as columns; its menu of drills. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { BrokerCard, PanelStrings, ReplicaRole, TopicChips } from '../../src/ui/panel/messages.ts';
import { button } from '../controls.ts';
import { type IconName, icon } from '../icons.ts';
import * as frame from '../state.ts';
import { fill } from '../words.ts';
import { chooseFault, drill } from './clusterActions.ts';
import * as state from './clusterState.ts';

const delays = [200, 1_000];

export function brokerCard(card: BrokerCard, embedded: boolean, strings: PanelStrings): TemplateResult {
  const runs = card.state === 'running';
  return html`<article class="broker ${runs ? '' : 'down'}" aria-label=${fill(strings.brokerName, card.id)}>
    <header>
      ${icon('server')}<h2>${fill(strings.brokerName, card.id)}</h2>${stateWord(card, strings)}
      ${card.controller ? html`<span class="fact">${icon('star-full')}${strings.controllerTag}</span>` : nothing}
      <span class="grow"></span>
      ${
        embedded && !runs
          ? button({
              label: strings.startBroker,
              icon: 'play',
              appearance: 'primary',
              onPress: () => drill({ type: 'startNode', nodeId: card.id }),
            })
          : nothing
      }
      ${embedded && runs ? menu(card, strings) : nothing}
    </header>
    <p class="where"><span class="muted cut">${card.address}</span>${drillTags(card, strings)}</p>
    <dl>
      <div><dt>${strings.cardQuorum}</dt><dd>${quorumWords(card, strings)}</dd></div>
      <div><dt>${strings.cardLeads}</dt><dd>${fill(strings.ofReplicas, card.leads, card.replicas)}</dd></div>
      <div><dt>${strings.cardInSync}</dt><dd>${fill(strings.ofReplicas, card.inSync, card.replicas)}</dd></div>
      ${embedded ? html`<div><dt>${strings.cardRequests}</dt><dd>${rate(card)}</dd></div>` : nothing}
    </dl>
    <div class="topics" tabindex="0" role="group" aria-label=${fill(strings.brokerName, card.id)}>
      ${card.topics.length === 0 ? html`<p class="muted">${strings.noReplicas}</p>` : card.topics.map((topic) => topicRow(topic, strings))}
    </div>
  </article>`;
}

function stateWord(card: BrokerCard, strings: PanelStrings): TemplateResult {
  const words = {
    running: strings.stateRunning,
    stopped: strings.stateStopped,
    killed: strings.stateKilled,
    unreachable: strings.stateUnreachable,
  };
  const runs = card.state === 'running';
  return html`<span class="fact ${runs ? 'ok' : 'bad'}">${icon(runs ? 'pass' : 'error')}${words[card.state]}</span>`;
}

function drillTags({ drill: active, faults }: BrokerCard, strings: PanelStrings): TemplateResult {
  const tag = (words: string, title: string): TemplateResult =>
    html`<span class="tag" title=${title}>${icon('zap')}<span class="cut">${words}</span></span>`;
  const network =
    active?.kind === 'slow' ? fill(strings.slowTag, active.delayMs) : active && strings.isolatedTag;
  const [first] = faults;
  return html`${network === null ? nothing : tag(network, network)}${
    first === undefined
      ? nothing
      : tag(faults.length === 1 ? first : fill(strings.faultsTag, faults.length), faults.join('\n'))
  }`;
}

/** Whether anything is done to it that can be ended. */
export function isDrilled({ drill: active, faults }: BrokerCard): boolean {
  return active !== null || faults.length > 0;
}

function rate({ state: is, requestsPerSecond }: BrokerCard): string {
  if (is !== 'running') return '–';
  return requestsPerSecond === null ? '…' : frame.numbers.value.rate(requestsPerSecond);
}

function quorumWords(card: BrokerCard, strings: PanelStrings): string {
  if (card.state !== 'running') return strings.quorumDown;
  if (card.controller) return strings.quorumIsLeader;
  return card.quorumLag === null ? strings.quorumUnknown : fill(strings.quorumBehind, card.quorumLag);
}

function topicRow(topic: TopicChips, strings: PanelStrings): TemplateResult {
  const { leads, follows, out } = topic.counts;
  return html`<div class="trow"><span class="cut" title=${topic.name}>${topic.name}</span><span class="chips">${
    topic.partitions.length === 0
      ? html`<span class="muted">${fill(strings.chipCounts, leads, follows, out)}</span>`
      : topic.partitions.map(({ partition, role }) => chip(partition, role, strings))
  }</span></div>`;
}

/** Never by colour alone: the leader is filled and says so, who is out of sync is dashed, who is off is dotted. */
export function chip(partition: number, role: ReplicaRole, strings: PanelStrings): TemplateResult {
  const words = {
    leads: strings.legendLeader,
    follows: strings.legendFollower,
    out: strings.legendOut,
    off: strings.legendOff,
  };
  const shown = { leads: strings.legendLead, follows: '', out: '!', off: '–' }[role];
  const label = fill(strings.chipLabel, partition, words[role]);
  return html`<span class="chip ${role}" title=${label}><span aria-hidden="true">${partition} ${shown}</span><span class="vh">${label}</span></span>`;
}

interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  readonly means: string;
  onPress(): void;
}

function menu(card: BrokerCard, strings: PanelStrings): TemplateResult {
  const isOpen = state.menuOf.value === card.id;
  const label = fill(strings.drillMenu, card.id);
  const toggle = (): void => {
    state.menuOf.value = isOpen ? null : card.id;
    if (!isOpen) requestAnimationFrame(() => document.querySelector<HTMLElement>('.drills button')?.focus());
  };
  return html`<span class="menu" @focusout=${leave} @keydown=${onKey}>
    <button class="option" type="button" aria-haspopup="menu" aria-expanded=${isOpen ? 'true' : 'false'} aria-label=${label} title=${label} @click=${toggle}>${icon('ellipsis')}</button>
    ${
      isOpen
        ? html`<div class="drills" role="menu" aria-label=${label}>${itemsFor(card, strings).map(
            (item) => html`<button type="button" role="menuitem" @click=${item.onPress}>
              ${icon(item.icon)}<span>${item.label}</span><span class="muted">${item.means}</span></button>`,
          )}</div>`
        : nothing
    }
  </span>`;
}

function itemsFor(card: BrokerCard, strings: PanelStrings): readonly MenuItem[] {
  const { id: nodeId } = card;
  const heal: MenuItem = {
    icon: 'pass',
    label: strings.drillHeal,
    means: strings.drillHealMeans,
    onPress: () => drill({ type: 'healNode', nodeId }),
  };
  return [
    ...(isDrilled(card) ? [heal] : []),
    {
      icon: 'zap',
      label: strings.drillKill,
      means: strings.drillKillMeans,
      onPress: () => drill({ type: 'killNode', nodeId }),
    },
    {
      icon: 'debug-stop',
      label: strings.drillStop,
      means: strings.drillStopMeans,
      onPress: () => drill({ type: 'stopNode', nodeId }),
    },
    {
      icon: 'debug-disconnect',
      label: strings.drillIsolate,
      means: strings.drillIsolateMeans,
      onPress: () => drill({ type: 'isolateNode', nodeId }),
    },
    ...delays.map(
      (delayMs): MenuItem => ({
        icon: 'history',
        label: fill(strings.drillSlow, delayMs),
        means: strings.drillSlowMeans,
        onPress: () => drill({ type: 'slowNode', nodeId, delayMs }),
      }),
    ),
    {
      icon: 'warning',
      label: strings.drillFault,
      means: strings.drillFaultMeans,
      onPress: () => chooseFault(nodeId),
    },
  ];
}

function leave(event: FocusEvent): void {
  const inside = event.currentTarget as HTMLElement;
  if (!inside.contains(event.relatedTarget as Node | null)) state.menuOf.value = null;
}

function onKey(event: KeyboardEvent): void {
  const all = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.drills button')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape') {
    state.menuOf.value = null;
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>('button')?.focus();
  } else if (step !== undefined && all.length > 0) all.at((at + step) % all.length)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
