/** What a drill may be: it may come from a webview or a command line, so nothing of it is taken for granted. */
import { canAnswerWithError } from '../broker/faultAnswers.ts';
import { type Fault, faultyApis } from '../broker/faults.ts';
import { errorCodes } from '../protocol/errors.ts';

/** A request between nodes is given up within seconds: longer delays only look like isolation. */
const longestDelayMs = 60_000;
const mostTimes = 1_000_000;

/** @throws RangeError unless it is a delay in milliseconds that makes sense */
export function checkDelay(delayMs: number): void {
  if (!Number.isInteger(delayMs) || delayMs < 1 || delayMs > longestDelayMs) {
    throw new RangeError(`A delay is a whole number of milliseconds from 1 to ${longestDelayMs}.`);
  }
}

/** @throws RangeError for a fault that cannot be injected, with what can be */
export function checkFault({ api, effect, times }: Fault): void {
  if (!faultyApis.includes(api)) {
    throw new RangeError(`There are no faults on ${api}, only on ${faultyApis.join(', ')}.`);
  }
  if (times !== undefined && (!Number.isInteger(times) || times < 1 || times > mostTimes)) {
    throw new RangeError(`A fault hits from 1 to ${mostTimes} requests.`);
  }
  if (effect.kind === 'delay') checkDelay(effect.delayMs);
  if (effect.kind !== 'error') return;
  if (!canAnswerWithError(api)) {
    throw new RangeError(`${api} has no answer that is an error; cut, lost-answer and delay are possible.`);
  }
  if (effect.error === 'NONE' || !Object.hasOwn(errorCodes, effect.error)) {
    throw new RangeError(`Kafka has no error ${effect.error}.`);
  }
}
