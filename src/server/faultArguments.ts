/** A fault in the words of the command line: `Produce NOT_ENOUGH_REPLICAS 3`, `Fetch delay=500`. */
import { type Fault, type FaultEffect, type FaultyApi, faultyApis } from '../broker/faults.ts';
import { type ErrorName, errorCodes } from '../protocol/errors.ts';
import { checkFault } from './drillChecks.ts';
import { UsageError } from './usageError.ts';

const expected = "an error's name, cut, lost-answer or delay=MS";

/** @throws UsageError when the words are not understood: the message says what was expected */
export function parseFault([apiWord, effectWord, times]: readonly string[]): Fault {
  const api = faultyApis.find((one) => one.toLowerCase() === apiWord?.toLowerCase());
  if (api === undefined) throw new UsageError(`a fault on which API? There are ${faultyApis.join(', ')}.`);
  if (effectWord === undefined) throw new UsageError(`what is to happen to ${api}? Expected ${expected}.`);
  return checked(api, parseEffect(effectWord), times);
}

/** The fault as the command line writes it. */
export function faultInWords({ api, effect, times }: Fault): string {
  return [api, effectInWords(effect), ...(times === undefined ? [] : [String(times)])].join(' ');
}

function parseEffect(word: string): FaultEffect {
  if (word === 'cut') return { kind: 'cut' };
  if (word === 'lost-answer') return { kind: 'lostAnswer' };
  const delay = /^delay=(\d+)$/.exec(word)?.[1];
  if (delay !== undefined) return { kind: 'delay', delayMs: Number(delay) };
  const error = word.toUpperCase();
  if (!isErrorName(error)) throw new UsageError(`${word} is no fault: expected ${expected}`);
  return { kind: 'error', error };
}

function isErrorName(word: string): word is ErrorName {
  return Object.hasOwn(errorCodes, word);
}

function effectInWords(effect: FaultEffect): string {
  switch (effect.kind) {
    case 'cut':
      return 'cut';
    case 'lostAnswer':
      return 'lost-answer';
    case 'delay':
      return `delay=${effect.delayMs}`;
    case 'error':
      return effect.error;
  }
}

function checked(api: FaultyApi, effect: FaultEffect, times: string | undefined): Fault {
  const fault: Fault = { api, effect, ...(times === undefined ? {} : { times: Number(times) }) };
  try {
    checkFault(fault);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  return fault;
}
