/**
 * The reading of a group as a sentence: what happens, and why or what to do next. Pure: the words are the
 * host's, the numbers are formatted here.
 */
import type { PanelStrings, Reading } from '../../src/ui/panel/messages.ts';
import { fill, type Numbers } from '../words.ts';

export interface Sentence {
  /** In bold. */
  readonly lead: string;
  readonly rest: string;
}

export function sentenceOf(reading: Reading, strings: PanelStrings, numbers: Numbers): Sentence {
  switch (reading.kind) {
    case 'unknown':
      return { lead: '', rest: strings.readingUnknown };
    case 'rebalancing':
      return { lead: strings.readingRebalancingLead, rest: strings.readingRebalancing };
    case 'idle':
      return { lead: strings.readingIdleLead, rest: strings.readingIdle };
    case 'neverCommitted':
      return { lead: strings.readingNeverCommittedLead, rest: strings.readingNeverCommitted };
    case 'nobodyReads':
      return {
        lead: strings.readingNobodyLead,
        rest:
          reading.waiting === 0
            ? strings.readingNobodyNothing
            : fill(strings.readingNobodyWaiting, numbers.count(reading.waiting)),
      };
    case 'fallsBehind':
      return fallsBehind(reading, strings, numbers);
    case 'standsStill':
      return {
        lead: fill(strings.readingStillLead, reading.partition),
        rest: fill(strings.readingStill, numbers.count(reading.waiting), reading.consumer),
      };
    case 'catchesUp':
      return {
        lead: fill(strings.readingCatchesUpLead, numbers.seconds(roundedSeconds(reading.seconds))),
        rest:
          reading.arriving === 0
            ? fill(strings.readingCatchesUpQuiet, numbers.rate(reading.handled))
            : fill(strings.readingCatchesUp, numbers.rate(reading.handled), numbers.rate(reading.arriving)),
      };
    case 'keepsUp':
      return {
        lead: strings.readingKeepsUpLead,
        rest: fill(strings.readingKeepsUp, numbers.rate(reading.arriving)),
      };
  }
}

function fallsBehind(
  reading: Extract<Reading, { readonly kind: 'fallsBehind' }>,
  strings: PanelStrings,
  numbers: Numbers,
): Sentence {
  const lead = fill(strings.readingBehindLead, reading.partition);
  if (reading.consumer === null) {
    return { lead, rest: strings.readingBehindNobody };
  }
  const { handled, arriving, consumer, ownedByConsumer, idleConsumers } = reading;
  const what = fill(strings.readingBehind, consumer, numbers.rate(handled), numbers.rate(arriving));
  return { lead, rest: `${what} ${nextStep()}` };

  function nextStep(): string {
    if (ownedByConsumer > 1) {
      return fill(strings.readingBehindShare, consumer, ownedByConsumer);
    }
    return idleConsumers > 0 ? strings.readingBehindIdle : strings.readingBehindFaster;
  }
}

/** Whole seconds below ten, then steps of five: an estimate must not pretend to be exact, nor tick. */
function roundedSeconds(seconds: number): number {
  return seconds < 10 ? Math.max(1, Math.round(seconds)) : Math.round(seconds / 5) * 5;
}
