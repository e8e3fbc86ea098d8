/** Runs the commands of one transcript against one cluster. What each command means is in the tables of commands. */
import { clusterCommands } from './clusterCommands.ts';
import { groupCommands } from './groupCommands.ts';
import { recordCommands } from './recordCommands.ts';
import { ScenarioCluster } from './scenarioCluster.ts';
import { type Command, parseCommand, parseDuration, parseTranscript, writeTranscript } from './transcript.ts';

/** What a member of a group knows of itself. */
export interface ScenarioMember {
  readonly memberId: string;
  readonly generation: number;
}

export interface Scenario {
  readonly cluster: ScenarioCluster;
  /** By group and name. */
  readonly members: Map<string, ScenarioMember>;
  /** Of the one idempotent producer, once there is one. */
  producerId?: number | undefined;
}

/** @returns the answer, one line each; what happened meanwhile is told by the cluster */
export type RunCommand = (scenario: Scenario, command: Command) => readonly string[];

const commands: ReadonlyMap<string, RunCommand> = new Map([
  ...clusterCommands,
  ...recordCommands,
  ...groupCommands,
]);
const mostSeeds = 100;

/** The transcript again, as it is now. */
export function playTranscript(source: string): string {
  let scenario: Scenario | undefined;
  return writeTranscript(parseTranscript(source), (text) => {
    const command = parseCommand(text);
    if (command.verb === 'cluster') {
      scenario = begin(command);
      return scenario.cluster.takeEvents().filter((event) => event.includes('controller'));
    }
    const run = commands.get(command.verb);
    if (run === undefined) throw new Error(`"${text}" is not a command of scenarios`);
    if (scenario === undefined) throw new Error('a scenario begins with: cluster 3');
    const answer = run(scenario, command);
    return [...scenario.cluster.takeEvents(), ...answer];
  });
}

/**
 * `cluster 3 [controller=1] [syncs=20s] [config=value]`: the first seed that elects the controller that is wanted. With
 * `syncs`, power can be cut: disks sync that often.
 */
function begin({ words, options }: Command): Scenario {
  const nodes = Number(words[0]);
  const configs = Object.fromEntries([...options].filter(([name]) => name.includes('.')));
  const syncs = options.get('syncs');
  const syncIntervalMs = syncs === undefined ? undefined : parseDuration(syncs);
  const wanted = Number(options.get('controller') ?? 1);
  for (let seed = 1; seed <= mostSeeds; seed += 1) {
    const unclean = words.includes('unclean');
    const cluster = new ScenarioCluster({ nodes, configs, seed, unclean, syncIntervalMs });
    cluster.waitFor('the cluster is ready', () => cluster.cluster.isReady);
    if (cluster.controllerId === wanted) return { cluster, members: new Map() };
  }
  throw new Error(`no seed up to ${mostSeeds} makes ${wanted} the controller`);
}
