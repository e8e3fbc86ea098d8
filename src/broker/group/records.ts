/**
 * The records of `__consumer_offsets` that classic groups live in, in Kafka's own encoding: a committed offset by
 * (group, topic, partition), and a group with its members by group id. Written in the versions that Kafka 4.4 writes.
 */
import { Reader, Writer } from '../../protocol/bytes.ts';
import { groupMetadataKey, groupMetadataValue } from '../../protocol/messages/groupMetadataRecord.ts';
import { offsetCommitKey, offsetCommitValue } from '../../protocol/messages/offsetCommitRecord.ts';
import { type Decoded, decodeMessage } from '../../protocol/schema.ts';
import { assert } from '../assert.ts';
import type { CoordinatorRecord } from './coordinatorLog.ts';
import type { ClassicGroup } from './group.ts';
import type { CommittedOffset } from './offsetStore.ts';

export type GroupMetadata = Decoded<typeof groupMetadataValue>;

export type DecodedRecord =
  | {
      readonly type: 'offset';
      readonly groupId: string;
      readonly topic: string;
      readonly partition: number;
      readonly offset: CommittedOffset | null;
    }
  | { readonly type: 'group'; readonly groupId: string; readonly group: GroupMetadata | null }
  /** Written by another kind of group, or by a later version: Kafka skips those too. */
  | { readonly type: 'other' };

const offsetKind = 1;
const groupKind = 2;
const groupMetadataVersion = 3;
/** The only version that can say when an offset expires by itself. */
const expiringOffsetVersion = 1;
const offsetVersion = 4;

export function offsetCommitRecord(
  groupId: string,
  topic: string,
  partition: number,
  committed: CommittedOffset,
): CoordinatorRecord {
  const version = committed.expireTimestamp === -1 ? offsetVersion : expiringOffsetVersion;
  const value = prefixed(version, (writer) => offsetCommitValue.write(version, writer, committed));
  return { key: offsetKey(groupId, topic, partition), value };
}

export function offsetTombstone(groupId: string, topic: string, partition: number): CoordinatorRecord {
  return { key: offsetKey(groupId, topic, partition), value: null };
}

/** @param assignments by member id, for every member; it is written before the members are given it */
export function groupMetadataRecord(
  group: ClassicGroup,
  assignments: ReadonlyMap<string, Buffer>,
): CoordinatorRecord {
  const members = [...group.members.values()].map((member) => {
    const { memberId, groupInstanceId, clientId, clientHost } = member.identity;
    const subscription = member.metadata(group.protocolName ?? '');
    const assignment = assignments.get(memberId);
    assert(subscription !== undefined && assignment !== undefined, `member ${memberId} is fit to be written`);
    const { rebalanceTimeoutMs: rebalanceTimeout, sessionTimeoutMs: sessionTimeout } = member.terms;
    return {
      memberId,
      groupInstanceId,
      clientId,
      clientHost,
      rebalanceTimeout,
      sessionTimeout,
      subscription,
      assignment,
    };
  });
  return groupRecord(group.groupId, {
    protocolType: group.protocolType ?? '',
    generation: group.generation,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: group.stateTimestamp,
    members,
  });
}

/** A group that was just created: it has no protocol yet, whoever is about to join. */
export function emptyGroupRecord({ groupId, stateTimestamp }: ClassicGroup): CoordinatorRecord {
  return groupRecord(groupId, {
    protocolType: '',
    generation: 0,
    protocol: null,
    leader: null,
    currentStateTimestamp: stateTimestamp,
    members: [],
  });
}

export function groupTombstone(groupId: string): CoordinatorRecord {
  return { key: groupKey(groupId), value: null };
}

/** @throws ProtocolError when the bytes are not what their kind and version promise */
export function decodeRecord(key: Buffer, value: Buffer | null): DecodedRecord {
  const keyReader = new Reader(key);
  const kind = keyReader.int16();
  if (kind === offsetKind) {
    const { group: groupId, topic, partition } = decodeMessage(offsetCommitKey, 0, keyReader);
    return { type: 'offset', groupId, topic, partition, offset: value === null ? null : decodeOffset(value) };
  }
  if (kind === groupKind) {
    const { group: groupId } = decodeMessage(groupMetadataKey, 0, keyReader);
    return { type: 'group', groupId, group: value === null ? null : decodeGroup(value) };
  }
  return { type: 'other' };
}

function decodeOffset(value: Buffer): CommittedOffset {
  const reader = new Reader(value);
  return decodeMessage(offsetCommitValue, reader.int16(), reader);
}

function decodeGroup(value: Buffer): GroupMetadata {
  const reader = new Reader(value);
  return decodeMessage(groupMetadataValue, reader.int16(), reader);
}

function offsetKey(group: string, topic: string, partition: number): Buffer {
  return prefixed(offsetKind, (writer) => offsetCommitKey.write(0, writer, { group, topic, partition }));
}

function groupKey(group: string): Buffer {
  return prefixed(groupKind, (writer) => groupMetadataKey.write(0, writer, { group }));
}

function groupRecord(groupId: string, metadata: GroupMetadata): CoordinatorRecord {
  const value = prefixed(groupMetadataVersion, (writer) =>
    groupMetadataValue.write(groupMetadataVersion, writer, metadata),
  );
  return { key: groupKey(groupId), value };
}

function prefixed(version: number, write: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  writer.int16(version);
  write(writer);
  return Buffer.concat(writer.finish());
}
