/**
 * Kafka's own message definitions, read out of its released jars. They are looked at and never copied:
 * nothing of them is committed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { resolveJars } from './mavenJars.ts';

export interface KafkaField {
  readonly name: string;
  /** `int32`, `[]string`, or the name of a struct, with `[]` in front for an array. */
  readonly type: string;
  readonly versions?: string;
  readonly nullableVersions?: string;
  readonly taggedVersions?: string;
  readonly flexibleVersions?: string;
  readonly tag?: number;
  readonly default?: string | number | boolean | null;
  readonly ignorable?: boolean;
  readonly mapKey?: boolean;
  readonly fields?: readonly KafkaField[];
}

export interface KafkaMessage {
  readonly name: string;
  readonly apiKey?: number;
  readonly validVersions: string;
  readonly flexibleVersions?: string;
  readonly latestVersionUnstable?: boolean;
  readonly fields: readonly KafkaField[];
  readonly commonStructs?: readonly { readonly name: string; readonly fields: readonly KafkaField[] }[];
}

const jarNames = /^kafka-(clients|group-coordinator|metadata)-[\d.]+\.jar$/;
const definitionNames = /^common\/(message|metadata)\/\w+\.json$/;

/** The class path of Kafka's jars, which are fetched by Maven the first time. */
export function kafkaClassPath(): Promise<string> {
  return resolveJars(join(import.meta.dirname, 'apache-kafka', 'pom.xml'));
}

/** By name of the message. */
export async function readKafkaDefinitions(classPath: string): Promise<ReadonlyMap<string, KafkaMessage>> {
  const folder = dirname(classPath);
  const jars = (await readdir(folder)).filter((name) => jarNames.test(name));
  if (jars.length !== 3) throw new Error(`expected three jars with definitions in ${folder}, found ${jars}`);
  const definitions = new Map<string, KafkaMessage>();
  for (const jar of jars) {
    for (const text of filesIn(await readFile(join(folder, jar)), definitionNames)) {
      const message = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')) as KafkaMessage;
      definitions.set(message.name, message);
    }
  }
  return definitions;
}

/** The text of each file in a zip archive whose name matches. Enough of the format for jars. */
function* filesIn(zip: Buffer, names: RegExp): Generator<string> {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry++) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (names.test(name)) yield fileAt(zip, at).toString('utf8');
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
}

/** The contents that an entry of the archive's directory points to. */
function fileAt(zip: Buffer, entry: number): Buffer {
  const compressed = zip.readUInt16LE(entry + 10) !== 0;
  const size = zip.readUInt32LE(entry + 20);
  const header = zip.readUInt32LE(entry + 42);
  const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  const bytes = zip.subarray(start, start + size);
  return compressed ? inflateRawSync(bytes) : bytes;
}
