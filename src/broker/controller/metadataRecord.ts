/**
 * The records of the metadata log, as a union that `replay` switches over, and their bytes: a frame version,
 * the record's type and version as varints, then the message (KIP-631).
 */
import { Reader, Writer } from '../../protocol/bytes.ts';
import { brokerRegistrationChangeRecord } from '../../protocol/messages/brokerRegistrationChangeRecord.ts';
import { clearElrRecord } from '../../protocol/messages/clearElrRecord.ts';
import { configRecord } from '../../protocol/messages/configRecord.ts';
import { featureLevelRecord } from '../../protocol/messages/featureLevelRecord.ts';
import { noOpRecord } from '../../protocol/messages/noOpRecord.ts';
import { partitionChangeRecord } from '../../protocol/messages/partitionChangeRecord.ts';
import { partitionRecord } from '../../protocol/messages/partitionRecord.ts';
import { producerIdsRecord } from '../../protocol/messages/producerIdsRecord.ts';
import { registerBrokerRecord } from '../../protocol/messages/registerBrokerRecord.ts';
import { removeTopicRecord } from '../../protocol/messages/removeTopicRecord.ts';
import { topicRecord } from '../../protocol/messages/topicRecord.ts';
import { unregisterBrokerRecord } from '../../protocol/messages/unregisterBrokerRecord.ts';
import type { Decoded, Message } from '../../protocol/schema.ts';
import { assert } from '../assert.ts';

/** The record types that Eddy writes, in the versions that suffice for what it writes. */
const recordTypes = {
  RegisterBroker: { version: 3, message: registerBrokerRecord },
  UnregisterBroker: { version: 0, message: unregisterBrokerRecord },
  Topic: { version: 0, message: topicRecord },
  Partition: { version: 2, message: partitionRecord },
  Config: { version: 0, message: configRecord },
  PartitionChange: { version: 2, message: partitionChangeRecord },
  RemoveTopic: { version: 0, message: removeTopicRecord },
  FeatureLevel: { version: 0, message: featureLevelRecord },
  ProducerIds: { version: 0, message: producerIdsRecord },
  BrokerRegistrationChange: { version: 2, message: brokerRegistrationChangeRecord },
  ClearElr: { version: 0, message: clearElrRecord },
  NoOp: { version: 0, message: noOpRecord },
} as const;

type RecordTypes = typeof recordTypes;

export type MetadataRecord = {
  [Type in keyof RecordTypes]: { readonly type: Type; readonly value: Decoded<RecordTypes[Type]['message']> };
}[keyof RecordTypes];

const frameVersion = 1;
const typeByKey = new Map(
  Object.entries(recordTypes).map(([type, record]) => [record.message.key, type as keyof RecordTypes]),
);

/** The bytes of one record's value in the metadata log. */
export function encodeMetadataRecord(record: MetadataRecord): Buffer {
  const { version } = recordTypes[record.type];
  // The union ties the value to its type; a table looked up by that type cannot say so.
  const message: Message<never> = recordTypes[record.type].message as never;
  assert(message.key !== undefined, `${message.name} has a key`);
  const writer = new Writer();
  writer.unsignedVarint(frameVersion);
  writer.unsignedVarint(message.key);
  writer.unsignedVarint(version);
  message.write(version, writer, record.value as never);
  return Buffer.concat(writer.finish());
}

/** @throws ProtocolError for bytes that are no such record */
export function decodeMetadataRecord(bytes: Buffer): MetadataRecord {
  const reader = new Reader(bytes);
  const frame = reader.unsignedVarint();
  assert(frame === frameVersion, `metadata record of frame version ${frame}`);
  const key = reader.unsignedVarint();
  const version = reader.unsignedVarint();
  const type = typeByKey.get(key);
  assert(type !== undefined, `metadata record of type ${key}`);
  return { type, value: recordTypes[type].message.read(version, reader) } as MetadataRecord;
}
