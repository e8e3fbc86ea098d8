/**
 * A cluster of somebody else that this window works with, and whether it is still there: nobody tells when its owner closes, so
 * its doors are knocked at. It goes on knocking when it is gone, for a restart is over in a moment. It knows no VS Code.
 */
import { connect } from 'node:net';

export interface AttachedCluster {
  readonly bootstrapServers: readonly string[];
  readonly owner: string;
}

/** Milliseconds. */
const usualInterval = 2_000;
const patience = 1_500;

export class Attachment {
  readonly cluster: AttachedCluster;
  readonly #onChange: () => void;
  readonly #interval: number;
  #timer: NodeJS.Timeout | undefined;
  #isThere = true;
  #closed = false;

  /** @param onChange is called when it goes, and when it is back */
  constructor(cluster: AttachedCluster, onChange: () => void, interval = usualInterval) {
    this.cluster = cluster;
    this.#onChange = onChange;
    this.#interval = interval;
    this.#wait();
  }

  get isThere(): boolean {
    return this.#isThere;
  }

  /** Nothing more is heard of it. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    this.#timer = setTimeout(() => void this.#look(), this.#interval);
  }

  async #look(): Promise<void> {
    const isThere = !(await everyoneRefuses(this.cluster.bootstrapServers));
    if (this.#closed) return;
    if (isThere !== this.#isThere) {
      this.#isThere = isThere;
      this.#onChange();
    }
    // Whoever was told may have let go of it.
    if (!this.#closed) this.#wait();
  }
}

/** One broker that was stopped does not end a cluster, and one that is slow to answer is still there. */
async function everyoneRefuses(servers: readonly string[]): Promise<boolean> {
  return (await Promise.all(servers.map(refuses))).every(Boolean);
}

function refuses(server: string): Promise<boolean> {
  const colon = server.lastIndexOf(':');
  const [host, port] = [server.slice(0, colon), Number(server.slice(colon + 1))];
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const end = (refused: boolean) => (): void => {
      socket.destroy();
      resolve(refused);
    };
    socket.once('connect', end(false));
    socket.once('timeout', end(false));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED')());
  });
}
