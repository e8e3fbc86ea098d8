/**
 * Asks a port whether Kafka answers there (ApiVersions, then Metadata), before anybody attaches to it.
 * It knows no VS Code.
 */
import { ClusterClient } from '../../client/clusterClient.ts';
import type { ClusterInfo } from '../../client/model.ts';

const patience = 3_000;

/** A cluster of Eddy, in another window or on the command line: its id begins as `clusterId.ts` of the server makes it. */
export function isEddyCluster({ clusterId }: Pick<ClusterInfo, 'clusterId'>): boolean {
  return clusterId.startsWith('Eddy');
}

/** What answers there as Kafka; undefined for anything else, and for silence. */
export async function probeCluster(bootstrapServer: string): Promise<ClusterInfo | undefined> {
  const profile = { id: 'probe', name: bootstrapServer, bootstrapServers: [bootstrapServer] };
  const client = new ClusterClient({ profile, clientId: 'eddy-probe' });
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  try {
    return await Promise.race([client.metadata().catch(() => undefined), silence]);
  } finally {
    clearTimeout(timer);
    await client.close();
  }
}
