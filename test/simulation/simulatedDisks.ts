/**
 * The disks of all nodes of a simulated cluster: each start reads its files by the real recovery, after whatever end there was.
 * Their memory is counted as that of one process, and what a dead process held is free.
 */
import type { Disk } from '../../src/broker/disk.ts';
import { LogMemory } from '../../src/broker/log/logMemory.ts';
import { recoverDisk } from '../../src/broker/storage/diskRecovery.ts';
import { SimulatedDisk, type SimulatedDiskOptions } from './simulatedDisk.ts';

export interface SimulatedDisksOptions extends SimulatedDiskOptions {
  readonly nodes: number;
  /** A node starts again, after a power cut with less than it had. */
  reopened(nodeId: number, before: Disk, after: Disk): void;
}

interface NodeDisk {
  readonly files: SimulatedDisk;
  disk: Disk | undefined;
}

export class SimulatedDisks {
  readonly memory = new LogMemory();
  readonly #options: SimulatedDisksOptions;
  readonly #disks: ReadonlyMap<number, NodeDisk>;

  constructor(options: SimulatedDisksOptions) {
    this.#options = options;
    this.#disks = new Map(
      Array.from({ length: options.nodes }, (_, index) => [
        index + 1,
        { files: new SimulatedDisk(options), disk: undefined },
      ]),
    );
  }

  /** What a node starts from. */
  open(nodeId: number): Disk {
    const node = this.#of(nodeId);
    const { files, storage } = node.files.open();
    const disk = recoverDisk({
      nodeId,
      clusterId: 'simulated',
      directoryId: `directory-${nodeId}`,
      path: `/node-${nodeId}`,
      voters: [...this.#disks.keys()],
      files,
      storage,
      options: { memory: this.memory, random: this.#options.random },
      report: () => {},
    });
    if (node.disk !== undefined) {
      this.#options.reopened(nodeId, node.disk, disk);
      for (const log of [node.disk.metadataLog, ...node.disk.logs()]) log.delete();
    }
    node.disk = disk;
    return disk;
  }

  slow(nodeId: number, until: number): void {
    this.#of(nodeId).files.slow(until);
  }

  /** The node must be down. @returns how many operations on its files were lost */
  cutPower(nodeId: number): number {
    return this.#of(nodeId).files.cutPower();
  }

  #of(nodeId: number): NodeDisk {
    const node = this.#disks.get(nodeId);
    if (node === undefined) throw new RangeError(`There is no node ${nodeId}`);
    return node;
  }
}
