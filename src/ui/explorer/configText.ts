/** Configs as a person types them: `cleanup.policy=compact,delete, retention.ms=1000`. Pure. */

/** A comma begins another config only where a name and a `=` come after it: values have commas of their own. */
const separator = /[,;]\s*(?=[a-z][a-z0-9.]*\s*=)/i;
const config = /^\s*([a-z][a-z0-9.]*)\s*=\s*(.*?)\s*[,;]?\s*$/i;

/** @returns undefined when it is not understood, or names a config twice; no configs for an empty text */
export function parseConfigs(text: string): Readonly<Record<string, string>> | undefined {
  if (text.trim() === '') return {};
  const configs = new Map<string, string>();
  for (const part of text.split(separator)) {
    const [, name, value = ''] = config.exec(part) ?? [];
    if (name === undefined || configs.has(name)) return undefined;
    configs.set(name, value);
  }
  return Object.fromEntries(configs);
}

export function configText(configs: Readonly<Record<string, string>>): string {
  return Object.entries(configs)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');
}
