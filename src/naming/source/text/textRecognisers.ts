/** Configuration, scripts, infrastructure and documentation: which files are read how. */
import type { Recogniser } from '../recogniser.ts';
import { findInEnvironment, findInJson, findInProperties, findInYaml } from './configuration.ts';
import { findInDocumentation } from './documentation.ts';
import { findInKafkaFile } from './kafkaFileNames.ts';
import { findInDockerfile, findInMakefile, findInShell } from './shell.ts';
import { findInSql } from './sql.ts';
import { findInTerraform } from './terraform.ts';

const topic = /topic|kafka|destination|kcat|\brpk\b/i;
/** What stands in every configuration with a name; also in the scripts within it. */
const configured = /topic|kafka|destination|kcat|\brpk\b|\bkaf\b/i;

/** Configuration that is longer has been written by a program. */
const largest = 512 * 1024;

export const textRecognisers: readonly Recogniser[] = [
  { paths: /\.kafka$/, gate: /topic/, find: findInKafkaFile },
  { paths: /\.ya?ml$/i, gate: configured, largest, readsProperties: true, find: findInYaml },
  { paths: /(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock)\.json$/, gate: /(?!)/, find: findInJson },
  { paths: /\.jsonc?$/i, gate: topic, largest, find: findInJson },
  {
    paths: /\.(?:properties|ini|cfg|conf)$/i,
    gate: configured,
    readsProperties: true,
    find: findInProperties,
  },
  { paths: /(?:^|\/)\.env(?:\.[\w.-]+)?$|\.env$|(?:^|\/)\.envrc$/i, gate: topic, find: findInEnvironment },
  { paths: /\.(?:tf|tofu|tfvars)$/, gate: topic, find: findInTerraform },
  { paths: /\.(?:k?sql)$/i, gate: topic, find: findInSql },
  { paths: /\.(?:sh|bash|zsh|ksh|bat|cmd|ps1)$/i, gate: topic, find: findInShell },
  {
    paths: /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.Dockerfile$/i,
    gate: topic,
    find: findInDockerfile,
  },
  {
    paths: /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.\w+)?$|\.mk$|(?:^|\/)justfile$/,
    gate: topic,
    find: findInMakefile,
  },
  { paths: /\.(?:mdx?|markdown|adoc|asciidoc|rst)$/i, gate: topic, find: findInDocumentation },
];
