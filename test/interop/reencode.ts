/**
 * Lets Kafka's own classes read what we encode, in every version of every message, and write it again:
 * the bytes must come back as they were.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { type AnyStruct, encodeMessage, type Message } from '../../src/protocol/schema.ts';
import { arbitraryFields } from '../unit/protocol/arbitraries.ts';

/** Samples of each version; the seed is fixed, so that a difference can be looked at again. */
const samples = { numRuns: 20, seed: 4_4_0 };

interface Encoding {
  readonly message: Message<AnyStruct>;
  readonly version: number;
  /** `=` in front, so that no bytes are still a word. */
  readonly hex: string;
}

/** @returns how many encodings were compared; each that Kafka refuses or writes differently is reported */
export async function reencodeWithKafka(
  messages: readonly Message<AnyStruct>[],
  classPath: string,
  report: (difference: string) => void,
): Promise<number> {
  const encodings = messages.flatMap(encodingsOf);
  const java = spawn('java', ['-cp', classPath, join(import.meta.dirname, 'Reencode.java')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  java.stdin.end(
    encodings.map(({ message, version, hex }) => `${message.name} ${version} ${hex}\n`).join(''),
  );
  const [output] = await Promise.all([text(java.stdout), once(java, 'close')]);
  const answers = output.trimEnd().split('\n');
  encodings.forEach(({ message, version, hex }, index) => {
    const answer = answers[index] ?? 'no answer';
    if (answer !== hex) report(`${message.name} v${version}: ours ${hex}, Kafka's ${answer}`);
  });
  return encodings.length;
}

function encodingsOf(message: Message<AnyStruct>): readonly Encoding[] {
  const encodings: Encoding[] = [];
  for (let version = message.minVersion; version <= message.maxVersion; version++) {
    for (const value of fc.sample(arbitraryFields(message.struct.fields, version), samples)) {
      const bytes = Buffer.concat(encodeMessage(message, version, value));
      encodings.push({ message, version, hex: `=${bytes.toString('hex')}` });
    }
  }
  return encodings;
}
