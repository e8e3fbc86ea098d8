/** What members of a group tell each other through the coordinator: subscriptions and assignments, version 0. */

import { Reader } from '../../../src/protocol/bytes.ts';
import {
  consumerProtocolAssignment,
  consumerProtocolSubscription,
} from '../../../src/protocol/messages/consumerProtocol.ts';
import { encodeMessage } from '../../../src/protocol/schema.ts';

const version = Buffer.from([0, 0]);

export function encodeSubscription(topic: string): Buffer {
  return Buffer.concat([version, ...encodeMessage(consumerProtocolSubscription, 0, { topics: [topic] })]);
}

export function encodeAssignment(topic: string, partitions: readonly number[]): Buffer {
  const assignedPartitions = [{ topic, partitions }];
  return Buffer.concat([version, ...encodeMessage(consumerProtocolAssignment, 0, { assignedPartitions })]);
}

/** @returns the partitions of the one topic; an empty assignment has no bytes */
export function decodeAssignment(bytes: Buffer): readonly number[] {
  if (bytes.length === 0) return [];
  const { assignedPartitions } = consumerProtocolAssignment.read(0, new Reader(bytes, version.length));
  return assignedPartitions.flatMap(({ partitions }) => partitions);
}
