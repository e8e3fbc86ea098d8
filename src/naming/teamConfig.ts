/**
 * What a team agrees on, in `.eddy/naming.json`: JSON with comments. Reads its text into a convention, or into problems
 * that say where and what to do; it reads no file. `configSyntax.ts` knows the keys.
 */
import ignore from 'ignore';
import { applyEdits, modify } from 'jsonc-parser';
import { type ConfigProblem, readConfig } from './configSyntax.ts';
import { type Convention, defaultConvention } from './convention.ts';
import { presets } from './presets.ts';

export const teamConfigPath = '.eddy/naming.json';

/** The values of the file's keys that make a convention; each replaces what holds above it. */
export interface ConventionKeys {
  readonly preset?: string;
  readonly template?: string;
  readonly types?: readonly string[];
  readonly domains?: readonly string[];
  readonly segments?: Convention['segments'];
  readonly ignore?: readonly string[];
  readonly severity?: Convention['severity'];
}

/** The file as it is written, checked. */
export interface ConfigKeys extends ConventionKeys {
  readonly service?: string;
  readonly enforce?: boolean;
  readonly overrides?: readonly (ConventionKeys & { readonly files: readonly string[] })[];
  readonly baseline?: readonly string[];
}

export interface TeamConfig {
  readonly convention: Convention;
  /** The service to suggest for names that lack one. */
  readonly service?: string;
  /** Whether topics of other names may not be created. */
  readonly enforce: boolean;
  readonly overrides: readonly Override[];
  /** Names that were there when the convention was adopted: the convention says nothing about them. */
  readonly baseline: ReadonlySet<string>;
}

export interface Override {
  /** Whether it holds for a path, relative to the folder that `.eddy` lies in. */
  readonly holdsFor: (path: string) => boolean;
  readonly convention: Convention;
}

export type TeamConfigReading =
  | { readonly config: TeamConfig }
  /** Not empty. */
  | { readonly problems: readonly ConfigProblem[] };

/** Reads the file's text. What it does not say is as in `base`, the convention of the settings. */
export function readTeamConfig(text: string, base: Convention): TeamConfigReading {
  const { keys, problems } = readConfig(text);
  if (problems.length > 0) return { problems };
  const convention = changed(base, keys);
  return {
    config: {
      convention,
      ...(keys.service === undefined ? {} : { service: keys.service }),
      enforce: keys.enforce ?? false,
      overrides: (keys.overrides ?? []).map((override) => {
        const globs = ignore().add([...override.files]);
        return { holdsFor: (path) => globs.ignores(path), convention: changed(convention, override) };
      }),
      baseline: new Set(keys.baseline),
    },
  };
}

/** The convention for a file; the last override that holds wins. `path` is relative, with `/`. */
export function conventionFor(config: TeamConfig, path: string): Convention {
  const inside = path !== '' && !path.startsWith('../') && !path.startsWith('/');
  const override = inside ? config.overrides.findLast(({ holdsFor }) => holdsFor(path)) : undefined;
  return override?.convention ?? config.convention;
}

/** The text of a new file that says what the settings said. */
export function newTeamConfig({ template, types, domains, ignore: ignored, severity }: Convention): string {
  const isUsual = (key: 'types' | 'domains' | 'ignore', value: readonly string[]) =>
    value.join('\n') === defaultConvention[key].join('\n');
  const keys: ConfigKeys = {
    ...(template === defaultConvention.template ? { preset: 'eddy' } : { template }),
    ...(isUsual('types', types) ? {} : { types }),
    ...(isUsual('domains', domains) ? {} : { domains }),
    ...(isUsual('ignore', ignored) ? {} : { ignore: ignored }),
    ...(severity === defaultConvention.severity ? {} : { severity }),
  };
  return `${JSON.stringify(keys, undefined, 2)}\n`;
}

/** The text of the file once these names, too, are part of its baseline. */
export function adopted(text: string, names: readonly string[]): string {
  const known = readConfig(text).keys.baseline ?? [];
  const baseline = [...new Set([...known, ...names])].sort();
  return edited(text, ['baseline'], baseline);
}

/** The text of the file with one more name that the convention is to say nothing about. */
export function withIgnored(text: string, name: string): string {
  const known = readConfig(text).keys.ignore ?? [];
  return known.includes(name) ? text : edited(text, ['ignore'], [...known, name]);
}

function edited(text: string, path: string[], value: unknown): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  return applyEdits(text, modify(text, path, value, { formattingOptions }));
}

function changed(base: Convention, keys: ConventionKeys): Convention {
  const preset = keys.preset === undefined ? undefined : presets[keys.preset];
  const { template, types, domains, segments, ignore: ignored, severity } = keys;
  const start: Convention = preset === undefined ? base : { ...base, ...preset };
  const said = Object.entries({ template, types, domains, ignore: ignored, severity });
  return {
    ...start,
    ...Object.fromEntries(said.filter(([, value]) => value !== undefined)),
    segments: { ...start.segments, ...segments },
  };
}
