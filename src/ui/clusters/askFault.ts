/** Inject Fault as native steps: which requests, what happens to them, how often. It only asks: the caller injects. */
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { Fault, FaultEffect, FaultyApi } from '../../server/control.ts';
import { askChoice, askSteps, askText, mapped, type Step } from '../steps.ts';
import { delayFault, usualDelayMs } from './delay.ts';
import { anyDelay, apiChoices, effectChoices } from './faultChoices.ts';

interface Known {
  readonly api?: FaultyApi;
  readonly effect?: FaultEffect;
  /** 0 = until it is ended. */
  readonly times?: number;
}

const oftenChoices = [1, 3, 10, 0];

/** @returns undefined when the user changes their mind */
export async function askForFault(nodeId: number): Promise<Fault | undefined> {
  const known = await askSteps<Known>(
    vscode.l10n.t('Inject a Fault into Broker {0}', nodeId),
    [apiStep, effectStep, delayStep, timesStep],
    {},
  );
  if (known?.api === undefined || known.effect === undefined) return undefined;
  const { api, effect, times = 0 } = known;
  return { api, effect, ...(times === 0 ? {} : { times }) };
}

const apiStep: Step<Known> = {
  ask: async (known, place) => {
    const items = apiChoices(vscode.l10n).map(({ api, means }) => ({
      label: api,
      description: means,
      value: api,
    }));
    const placeholder = vscode.l10n.t('Which requests of clients are to fail on this broker');
    return mapped(await askChoice(placeholder, items, known.api ?? 'Produce', place), (api) => ({ api }));
  },
};

const effectStep: Step<Known> = {
  ask: async ({ api = 'Produce', effect: before }, place) => {
    const items = effectChoices(api, vscode.l10n).map(({ effect, label, means }) => ({
      label,
      description: means,
      value: effect,
    }));
    const placeholder = vscode.l10n.t('What is to happen to {0}', api);
    const current = items.find(({ value }) => isDeepStrictEqual(value, before)) ?? items[0];
    const answer = await askChoice<FaultEffect>(placeholder, items, current?.value ?? anyDelay, place);
    return mapped(answer, (effect) => ({ effect }));
  },
};

const delayStep: Step<Known> = {
  isNeeded: ({ effect }) => effect?.kind === 'delay',
  ask: async ({ effect }, place) => {
    const before = effect?.kind === 'delay' ? effect.delayMs : anyDelay.delayMs;
    const question = {
      prompt: vscode.l10n.t('Milliseconds until it is carried out'),
      value: String(before === anyDelay.delayMs ? usualDelayMs : before),
      problem: (text: string) => delayFault(text, vscode.l10n),
    };
    return mapped(await askText(question, place), (text) => ({
      effect: { kind: 'delay', delayMs: Number(text) } as const,
    }));
  },
};

const timesStep: Step<Known> = {
  ask: async ({ times: before = 1 }, place) => {
    const items = oftenChoices.map((value) => ({ label: timesWords(value), value }));
    const answer = await askChoice(vscode.l10n.t('How often'), items, before, place);
    return mapped(answer, (times) => ({ times }));
  },
};

function timesWords(times: number): string {
  if (times === 0) return vscode.l10n.t('Until it is ended');
  return times === 1 ? vscode.l10n.t('Once') : vscode.l10n.t('{0} times', times);
}
