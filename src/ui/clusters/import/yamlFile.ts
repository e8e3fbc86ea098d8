/** YAML as flat settings, as Spring reads it: `a: {b: [c, d]}` is `a.b = c,d`. Pure. */
import type { Settings } from './propertiesFile.ts';

/** @throws {Error} with line and column, when it is no YAML */
export async function readYaml(text: string): Promise<readonly Settings[]> {
  const { parseAllDocuments } = await import('yaml');
  // Nothing is taken for a number or a date: a password may look like one.
  const documents = parseAllDocuments(text, { schema: 'failsafe', merge: true });
  if (!Array.isArray(documents)) return [new Map()];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new Error(error.message.split('\n')[0]?.replace(/:$/, ''));
    const settings = new Map<string, string>();
    flatten(document.toJS({ maxAliasCount: 100 }), '', settings);
    return settings;
  });
}

function flatten(value: unknown, key: string, settings: Map<string, string>): void {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    settings.set(key, value.join(','));
  } else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) flatten(one, `${key}[${index}]`, settings);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      flatten(inner, key === '' ? name : `${key}.${name}`, settings);
    }
  } else if (key !== '') {
    settings.set(key, value === null ? '' : String(value));
  }
}
