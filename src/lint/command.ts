/** `cli.cjs lint`: finds the topic names below some paths and says which break the rules. A bundle of its own. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultConvention, type Severity } from '../naming/convention.ts';
import { type Agreement, Judge } from '../naming/judge.ts';
import { english } from '../naming/sentence.ts';
import { conventionFor, readTeamConfig, type TeamConfig, teamConfigPath } from '../naming/teamConfig.ts';
import { type FolderNames, FolderScan } from './folderScan.ts';
import type { Grammars } from './grammars.ts';
import { jsonReport } from './report/jsonReport.ts';
import type { JudgedName, Report } from './report/judgedName.ts';
import { sarifReport } from './report/sarifReport.ts';
import { skippedLines, textReport } from './report/textReport.ts';
import { messageOf, type Skipped } from './walk.ts';

/** Bad use: the message says what to do. */
class BadUse extends Error {}

const formats = ['text', 'json', 'sarif'] as const;
/** What `--fail-on` may say, and how grave it is. */
const gravity: Readonly<Record<string, number>> = { hint: 0, info: 1, information: 1, warning: 2, error: 3 };

export interface CommandOutput {
  readonly out: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** The exit code: 0 = nothing at or above `--fail-on`, 1 = something, 2 = bad use, 3 = a fault of the linter's own. */
export async function lintCommand(
  args: readonly string[],
  grammars: Grammars,
  version: string,
  { out, complain }: CommandOutput,
): Promise<number> {
  try {
    const { paths, format, all, failOn, config } = readArguments(args);
    const report = await lint(paths, grammars, config);
    if (format === 'json') out(jsonReport(report, all));
    else if (format === 'sarif') out(sarifReport(report, { version, directory: process.cwd() }));
    else out(textReport(report, all));
    if (format !== 'text') for (const line of skippedLines(report)) complain(`eddy: ${line}\n`);
    const findings = report.names.flatMap((judged) => judged.findings);
    return findings.some(({ severity }) => gravityOf(severity) >= failOn) ? 1 : 0;
  } catch (error) {
    if (error instanceof BadUse) {
      complain(`eddy: ${error.message}\n`);
      return 2;
    }
    complain(`eddy: the linter failed, and this is no finding: ${messageOf(error)}\n`);
    return 3;
  }
}

interface Arguments {
  readonly paths: readonly string[];
  readonly format: (typeof formats)[number];
  readonly all: boolean;
  readonly failOn: number;
  readonly config: string | undefined;
}

function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  const format = formats.find((one) => one === values.format);
  if (format === undefined)
    throw new BadUse(`--format is one of ${formats.join(', ')}, not "${values.format}"`);
  const failOn = gravity[values['fail-on']];
  if (failOn === undefined)
    throw new BadUse(`--fail-on is error, warning, info or hint, not "${values['fail-on']}"`);
  if (positionals.length === 0)
    throw new BadUse('lint wants the files or folders to look at, for example: lint .');
  return { paths: positionals, format, all: values.all, failOn, config: values.config };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        all: { type: 'boolean', default: false },
        'fail-on': { type: 'string', default: 'warning' },
        config: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BadUse(`${error instanceof Error ? error.message : String(error)}. Try --help.`);
  }
}

/** What one path led to. */
interface Target {
  /** As it was given. */
  readonly given: string;
  /** The folder that found paths are relative to. */
  readonly folder: string;
  readonly isFile: boolean;
  readonly found: FolderNames;
  readonly config: LoadedConfig | undefined;
}

interface LoadedConfig {
  /** The folder that the paths in it are relative to. */
  readonly root: string;
  readonly config: TeamConfig;
}

async function lint(
  paths: readonly string[],
  grammars: Grammars,
  configFile: string | undefined,
): Promise<Report> {
  const explicit = configFile === undefined ? undefined : await load(configFile);
  const loaded = new Map<string, LoadedConfig>();
  const targets: Target[] = [];
  for (const given of paths) {
    const isFile = await fileOrFolder(given);
    const folder = isFile ? dirname(resolve(given)) : resolve(given);
    const config = explicit ?? (await nearestConfig(folder, loaded));
    const only = isFile ? { paths: [basename(given)] } : {};
    targets.push({ given, folder, isFile, found: await new FolderScan(folder, grammars).scan(only), config });
  }
  const configs = [...new Set(targets.map(({ config }) => config))];
  const names = configs.flatMap((config) =>
    judged(
      targets.filter((target) => target.config === config),
      config,
    ),
  );
  const order = new Map(targets.map((target, index) => [target.given, index]));
  return {
    names: names.sort((a, b) => (order.get(a.given) ?? 0) - (order.get(b.given) ?? 0)),
    looked: targets.reduce((sum, { found }) => sum + found.looked, 0),
    skipped: targets.flatMap((target) =>
      target.found.skipped.map((one) => ({ ...one, path: shown(target, one) })),
    ),
  };
}

function judged(
  targets: readonly Target[],
  config: LoadedConfig | undefined,
): (JudgedName & { readonly given: string })[] {
  const used = targets.flatMap((target) =>
    target.found.files.flatMap((file) =>
      file.names.map((place) => ({
        given: target.given,
        file: shown(target, file),
        place,
        name: place.name,
        mention: place.mention,
        path: inConfig(config, join(target.folder, file.path)) ?? file.path,
      })),
    ),
  );
  const judge = new Judge(agreement(config));
  for (const name of used) judge.learn(name);
  return used.map((one) => ({ given: one.given, file: one.file, place: one.place, ...judge.judge(one) }));
}

function agreement(loaded: LoadedConfig | undefined): Agreement {
  const config = loaded?.config;
  return {
    conventionFor: (path) => (config === undefined ? defaultConvention : conventionFor(config, path)),
    baseline: config?.baseline ?? new Set(),
    service: config?.service,
    isAgreed: config !== undefined,
  };
}

/** The path as the caller would write it. */
function shown({ given, isFile }: Target, { path }: Pick<Skipped, 'path'>): string {
  const start = given.split(sep).join('/');
  return isFile ? start : posix.join(start, path);
}

function inConfig(loaded: LoadedConfig | undefined, file: string): string | undefined {
  return loaded === undefined ? undefined : relative(loaded.root, file).split(sep).join('/');
}

async function fileOrFolder(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory();
  } catch {
    throw new BadUse(`there is no file or folder ${path}`);
  }
}

async function nearestConfig(
  folder: string,
  loaded: Map<string, LoadedConfig>,
): Promise<LoadedConfig | undefined> {
  for (let above = folder; ; above = dirname(above)) {
    const file = join(above, teamConfigPath);
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const exists = await stat(file).then(
      (found) => found.isFile(),
      () => false,
    );
    if (exists) {
      const config = await load(file);
      loaded.set(file, config);
      return config;
    }
    if (dirname(above) === above) return undefined;
  }
}

async function load(file: string): Promise<LoadedConfig> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BadUse(`the configuration ${file} cannot be read`);
  });
  const reading = readTeamConfig(text, defaultConvention);
  if ('problems' in reading) {
    const said = reading.problems.map(({ start, path, sentence }) => {
      const line = text.slice(0, start).split('\n').length;
      return `${file}:${line}: ${path === '' ? '' : `${path}: `}${english(sentence)}`;
    });
    throw new BadUse(`the configuration cannot be used:\n${said.join('\n')}`);
  }
  const root = basename(dirname(file)) === '.eddy' ? dirname(dirname(resolve(file))) : dirname(resolve(file));
  return { root, config: reading.config };
}

function gravityOf(severity: Severity): number {
  return gravity[severity] ?? 0;
}
