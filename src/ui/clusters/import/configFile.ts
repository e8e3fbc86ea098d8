/** A configuration file that names a Kafka cluster, or several: one for each profile and client that connects in its own way. Pure. */
import { readProperties, type Settings } from './propertiesFile.ts';
import { isSpring, type Role, springClients } from './springConfig.ts';
import { readYaml } from './yamlFile.ts';

export interface ConfigFile {
  /** Without the folder. */
  readonly name: string;
  readonly text: string;
}

/** One cluster as a file describes it, placeholders as they are. */
export interface Candidate {
  readonly profile: string | undefined;
  readonly role: Role | undefined;
  readonly settings: Settings;
  /** Everything that holds beside: placeholders may refer to it. */
  readonly file: Settings;
}

/** Spring reads `application.yml` before `application-prod.yml`: the files that a file builds on, in the order to look for them. */
export function baseFiles(name: string): readonly string[] {
  return profileOf(name) === undefined
    ? []
    : ['application.yml', 'application.yaml', 'application.properties'];
}

/**
 * @param base the file that this one builds on
 * @throws {Error} when it cannot be read
 */
export async function readCandidates(file: ConfigFile, base?: ConfigFile): Promise<readonly Candidate[]> {
  const own = await documentsOf(file);
  const profile = profileOf(file.name);
  const under = base === undefined ? [] : await documentsOf(base);
  if (!isSpring([...own, ...under])) return [clientOf(own)].filter(({ settings }) => hasServers(settings));
  if (profile === undefined) return springClients(own);
  const activated = own.map(
    (document) => new Map([['spring.config.activate.on-profile', profile], ...document]),
  );
  const clients = springClients([...under, ...activated]);
  const ofProfile = clients.filter((client) => client.profile === profile);
  return ofProfile.length === 0 ? clients : ofProfile;
}

async function documentsOf({ name, text }: ConfigFile): Promise<readonly Settings[]> {
  return /\.ya?ml$/i.test(name) ? await readYaml(text) : readProperties(text);
}

function clientOf(documents: readonly Settings[]): Candidate {
  const settings = new Map(documents.flatMap((document) => [...document]));
  return { profile: undefined, role: undefined, settings, file: settings };
}

function hasServers(settings: Settings): boolean {
  return settings.has('bootstrap.servers') || settings.has('metadata.broker.list');
}

function profileOf(name: string): string | undefined {
  return /^application-(.+)\.(?:ya?ml|properties)$/i.exec(name)?.[1];
}
