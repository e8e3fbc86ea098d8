/**
 * Deliberate mistakes, each of which the simulation must find: what a broker of Kafka's kind can get wrong. A mutation
 * replaces one piece of text, which must be there exactly once; `caught.txt` says which seed finds it.
 */

export interface Mutation {
  /** What the mistaken code does. */
  readonly name: string;
  /** Below `src/`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const replication: readonly Mutation[] = [
  {
    name: 'acknowledges before the in-sync replicas have the records',
    file: 'broker/replica/partition.ts',
    find: 'if (this.#highWatermark < requiredOffset) return undefined;',
    replace: '',
  },
  {
    name: 'takes the end of the leader for the high watermark',
    file: 'broker/replica/partition.ts',
    find: 'if (counts) lowest = Math.min(lowest, follower.logEndOffset);',
    replace: '',
  },
  {
    name: 'does not count a replica that is about to join the ISR',
    file: 'broker/replica/partition.ts',
    find: 'this.#pendingIsr?.includes(replica) === true ||',
    replace: '',
  },
  {
    name: 'ignores min.insync.replicas',
    file: 'broker/replica/partition.ts',
    find: 'return this.isr.length < this.effectiveMinIsr;',
    replace: 'return false;',
  },
  {
    name: 'lets a replica into the ISR before it has caught up',
    file: 'broker/replica/partition.ts',
    find: 'follower.logEndOffset >= this.#highWatermark && follower.logEndOffset >= this.#epochStartOffset;',
    replace: 'follower.logEndOffset >= 0;',
  },
  {
    name: 'follower truncates to its high watermark (before KIP-101)',
    file: 'broker/replica/replicaManager.ts',
    find: '    fetcher.add(partition);',
    replace: '    partition.truncateTo(partition.highWatermark);\n    fetcher.add(partition);',
  },
  {
    name: 'leader never tells a follower where their logs part',
    file: 'broker/handlers/01-fetch.ts',
    find: 'if (epoch === lastFetchedEpoch && endOffset >= fetchOffset) return undefined;',
    replace: 'return undefined;',
  },
  {
    name: 'follower truncates to where the epoch ends at the leader and not where it ends here (before KIP-279)',
    file: 'broker/replica/fetcher.ts',
    find: 'const common = ours.epoch === leaderEpoch ? Math.min(leaderEndOffset, ours.endOffset) : ours.endOffset;',
    replace: 'const common = leaderEndOffset;',
  },
  {
    name: 'follower applies the answer to a fetch that was overtaken',
    file: 'broker/replica/fetcher.ts',
    find: '|| !isAsBefore(was, partition)) continue;',
    replace: ') continue;',
  },
  {
    name: 'leader does not write its epoch into the batches',
    file: 'broker/log/log.ts',
    find: 'stampBatch(batch, { baseOffset: this.#logEndOffset, leaderEpoch,',
    replace: 'stampBatch(batch, { baseOffset: this.#logEndOffset, leaderEpoch: 0,',
  },
  {
    name: 'epochs of truncated records are not forgotten',
    file: 'broker/log/leaderEpochCache.ts',
    find: 'while ((this.#entries.at(-1)?.startOffset ?? -1) >= endOffset) this.#entries.pop();',
    replace: '',
  },
  {
    name: 'shows consumers what is not committed',
    file: 'broker/handlers/01-fetch.ts',
    find: 'return this.#request.isolationLevel === 1 ? partition.lastStableOffset : partition.highWatermark;',
    replace: 'return partition.log.logEndOffset;',
  },
  {
    name: 'forgets to wake who waits for a partition',
    file: 'broker/replica/replicaManager.ts',
    find: 'touched: (partition) => host.purgatory.touch(partition.key),',
    replace: 'touched: () => {},',
  },
  {
    name: 'a restarted node acts on metadata from before its registration',
    file: 'broker/broker.ts',
    find: 'if (this.image.brokers.get(this.nodeId)?.incarnationId !== this.#lifecycle.incarnationId) return;',
    replace: '',
  },
];

const log: readonly Mutation[] = [
  {
    name: 'compaction removes the last record of a key',
    file: 'broker/log/cleanBatch.ts',
    find: 'offset < rules.lastOffsets.get(key)',
    replace: 'offset <= rules.lastOffsets.get(key)',
  },
  {
    name: 'a compacted batch closes its gaps',
    file: 'broker/log/cleanBatch.ts',
    find: 'offsetDelta: record.offset - baseOffset',
    replace: '',
  },
  {
    name: 'follower takes no batch behind a gap',
    file: 'broker/replica/fetcher.ts',
    find: 'baseOffset >= end ||',
    replace: 'baseOffset === end ||',
  },
  {
    name: 'says that records are deleted before every replica has deleted them',
    file: 'broker/handlers/21-delete-records.ts',
    find: 'if (lowWatermark < requiredOffset) return;',
    replace: '',
  },
];

const idempotence: readonly Mutation[] = [
  {
    name: 'appends a repeated batch again',
    file: 'broker/log/producerState.ts',
    find: "if (original !== undefined) return { kind: 'duplicate', original };",
    replace: 'if (original !== undefined) return undefined;',
  },
  {
    name: 'takes batches out of sequence',
    file: 'broker/log/producerState.ts',
    find: 'if (first === last + 1 || (first === 0 && last === lastSequenceNumber)) return undefined;',
    replace: 'return undefined;',
  },
  {
    name: 'truncated batches still count as written',
    file: 'broker/log/log.ts',
    find: '    this.epochs.truncateFromEnd(offset);\n    this.producers.rebuild(this.#segments, this.#logStartOffset);\n',
    replace: '    this.epochs.truncateFromEnd(offset);\n',
  },
  {
    name: 'gives the same producer ids to two brokers',
    file: 'broker/controller/producerIds.ts',
    find: 'nextProducerId: first + blockSize',
    replace: 'nextProducerId: first',
  },
];

const controller: readonly Mutation[] = [
  {
    name: 'elects a leader that is not in sync',
    file: 'broker/controller/partitionChange.ts',
    find: 'const next = replicas.find(isValid);',
    replace: 'const next = replicas.find(rules.mayLead);',
  },
  {
    name: 'the leader epoch stays when the leader changes',
    file: 'broker/controller/metadataImage.ts',
    find: 'leaderEpoch: leaderNamed ? before.leaderEpoch + 1 : before.leaderEpoch,',
    replace: 'leaderEpoch: before.leaderEpoch,',
  },
  {
    name: 'takes an ISR that was decided on an older state of the partition',
    file: 'broker/controller/alterPartition.ts',
    find: 'if (asked.partitionEpoch < before.partitionEpoch) return errorCodes.INVALID_UPDATE_VERSION;',
    replace: '',
  },
  {
    name: 'lets fenced brokers into the ISR',
    file: 'broker/controller/alterPartition.ts',
    find: 'return eligible ? errorCodes.NONE : errorCodes.INELIGIBLE_REPLICA;',
    replace: 'return errorCodes.NONE;',
  },
  {
    name: 'controller answers before its records are committed',
    file: 'broker/controller/controller.ts',
    find: 'this.#options.quorum.whenCommitted(last, (committed) => respond(committed ? response : undefined));',
    replace: 'respond(response);',
  },
  {
    name: 'a silent broker is never fenced',
    file: 'broker/controller/brokerChanges.ts',
    find: 'if (broker === undefined || broker.fenced) return [];',
    replace: 'return [];',
  },
];

const eligibleReplicas: readonly Mutation[] = [
  {
    name: 'whoever left the ISR stays eligible to lead when enough are in sync',
    file: 'broker/controller/partitionChange.ts',
    find: 'if (isr.length >= minIsr) return [];',
    replace: '',
  },
  {
    name: 'commits with fewer in sync than min.insync.replicas',
    file: 'broker/replica/partition.ts',
    find: "if (this.role !== 'leader' || this.underMinIsr) return;",
    replace: "if (this.role !== 'leader') return;",
  },
  {
    name: 'forgets who led last when the last replica leaves the ISR',
    file: 'broker/controller/partitionChange.ts',
    find: 'return leaves ? [before.leader] : before.lastKnownElr;',
    replace: 'return before.lastKnownElr;',
  },
  {
    name: 'a replica that a move takes away stays in sync',
    file: 'broker/controller/reassignment.ts',
    find: 'const isr = assignment.isr.filter(stays);',
    replace: 'const isr = assignment.isr;',
  },
];

const snapshots: readonly Mutation[] = [
  {
    name: 'a node that was sent a snapshot keeps the log that it had',
    file: 'broker/quorum/metadataLog.ts',
    find: 'this.#log.truncateFullyAndStartAt(offset);',
    replace: '',
  },
  {
    name: 'forgets the epoch that only a snapshot holds',
    file: 'broker/quorum/metadataLog.ts',
    find: '?? this.snapshots.latest?.epoch ?? 0',
    replace: '?? 0',
  },
  {
    name: 'replays what a loaded snapshot holds',
    file: 'broker/quorum/commits.ts',
    find: 'this.#nextOffset = latest.offset;',
    replace: '',
  },
  {
    name: 'a snapshot claims a record more than it holds',
    file: 'broker/snapshotGenerator.ts',
    find: 'offset: image.offset + 1,',
    replace: 'offset: image.offset + 2,',
  },
  {
    name: 'a broker does not act on what a snapshot changed',
    file: 'broker/broker.ts',
    find: 'this.#act([...imageDifference(before, this.image)]);',
    replace: 'this.#act([]);',
  },
];

const quorum: readonly Mutation[] = [
  {
    name: 'quorum commits what its leader alone has',
    file: 'broker/quorum/replicaProgress.ts',
    find: 'ends[majorityOf(ends.length) - 1]',
    replace: 'ends[0]',
  },
  {
    name: 'commits records of an older epoch by counting replicas (Raft, figure 8)',
    file: 'broker/quorum/leader.ts',
    find: 'if (majority <= this.epochStartOffset || majority <= this.#highWatermark) return;',
    replace: 'if (majority <= this.#highWatermark) return;',
  },
  {
    name: 'follower takes everything it has fetched for committed',
    file: 'broker/quorum/follower.ts',
    find: 'commits.advance(Math.min(partition.highWatermark, log.endOffset));',
    replace: 'commits.advance(log.endOffset);',
  },
  {
    name: 'votes for a candidate whose log is shorter',
    file: 'broker/quorum/epochHandlers.ts',
    find: 'return candidate.epoch > ours.epoch || (candidate.epoch === ours.epoch && candidate.offset >= ours.offset);',
    replace: 'return candidate.epoch >= 0 && ours.epoch >= 0;',
  },
  {
    name: 'votes for two candidates in one epoch',
    file: 'broker/quorum/epochHandlers.ts',
    find: 'if (state.votedId !== -1) return state.votedId === asked.replicaId;',
    replace: 'if (state.votedId !== -1) return upToDate;',
  },
  {
    name: 'forgets its vote when it restarts',
    file: 'broker/quorum/quorumState.ts',
    find: 'if (!unchanged) store.save(election);',
    replace: 'if (!unchanged && election.votedId === -1) store.save(election);',
  },
  {
    name: 'metadata log of a follower is never truncated',
    file: 'broker/quorum/metadataLog.ts',
    find: "return ours.epoch === epoch && ours.offset >= offset ? { kind: 'valid' } : { kind: 'diverging', ...ours };",
    replace: "return ours.epoch < 0 ? { kind: 'diverging', ...ours } : { kind: 'valid' };",
  },
];

const groups: readonly Mutation[] = [
  {
    name: 'coordinator answers before its records are committed',
    file: 'broker/groupCoordinator.ts',
    find: 'const outcome = partition.replicationOutcome(leaderEpoch, result.lastOffset + 1);',
    replace: 'const outcome: number | undefined = 0;',
  },
  {
    name: 'a new coordinator tells what may still be lost',
    file: 'broker/groupCoordinator.ts',
    find: 'if (partition.highWatermark < logEndOffset) return false;',
    replace: '',
  },
  {
    name: 'a new coordinator does not read the log',
    file: 'broker/groupCoordinator.ts',
    find: 'if (key !== null) shard.replay(key, value);',
    replace: 'if (key === null) shard.replay(Buffer.alloc(0), value);',
  },
  {
    name: 'takes commits of generations that are over',
    file: 'broker/group/offsetCommit.ts',
    find: 'if (generation !== group.generation) return errorCodes.ILLEGAL_GENERATION;',
    replace: '',
  },
  {
    name: 'takes a member of an old generation for one of the present',
    file: 'broker/group/syncGroup.ts',
    find: 'if (generationId !== group.generation) return errorCodes.ILLEGAL_GENERATION;',
    replace: '',
  },
  {
    name: 'a rebalance does not begin a new generation',
    file: 'broker/group/group.ts',
    find: 'this.generation += 1;',
    replace: '',
  },
];

/** Only power cuts find these. */
const storage: readonly Mutation[] = [
  {
    name: 'believes a broker that crashed that it still has everything',
    file: 'broker/controller/brokerChanges.ts',
    find: 'const clean = request.previousBrokerEpoch === known?.epoch;',
    replace: 'const clean = true;',
  },
  {
    name: 'a replica that came back without what it had stays eligible',
    file: 'broker/controller/partitionChange.ts',
    find: ' && replica !== uncleanShutdown',
    replace: '',
  },
  {
    name: 'recovery leaves a torn batch in the file and appends behind it',
    file: 'broker/storage/logRecovery.ts',
    find: '.log`, torn.sizeBytes);',
    replace: '.log`, torn.sizeBytes + tornBytes);',
  },
  {
    name: 'recovery does not compare checksums',
    file: 'broker/storage/logRecovery.ts',
    find: 'crc32c(bytes, position + crcStart, position + size) === readCrc(bytes, position)',
    replace: 'true',
  },
  {
    name: 'trusts the checkpoint of the high watermark beyond the end of the log',
    file: 'broker/replica/partition.ts',
    find: 'Math.max(log.logStartOffset, Math.min(highWatermark, log.logEndOffset))',
    replace: 'Math.max(log.logStartOffset, highWatermark)',
  },
  {
    name: 'recovery keeps epochs that begin beyond the end of the log',
    file: 'broker/storage/logRecovery.ts',
    find: 'epochs.truncateFromEnd(lastOffset);',
    replace: '',
  },
];

/** All of them. */
export const mutations: readonly Mutation[] = [
  ...replication,
  ...log,
  ...idempotence,
  ...controller,
  ...eligibleReplicas,
  ...quorum,
  ...snapshots,
  ...groups,
  ...storage,
];
