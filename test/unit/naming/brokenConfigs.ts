/** A config for each kind of problem: `readTeamConfig` must point at it, and the schema must see it in the editor. */

interface BrokenConfig {
  readonly what: string;
  readonly text: string;
  readonly path: string;
  /** What is underlined; undefined = somewhere. */
  readonly at?: string;
  readonly says: RegExp;
  /** A schema cannot see it: only the reader, which knows the whole file and the settings. */
  readonly onlyRead?: true;
}

export const brokenConfigs: readonly BrokenConfig[] = [
  { what: 'nothing', text: '', path: '', says: /not JSON/, onlyRead: true },
  { what: 'no object', text: '[]', path: '', at: '[]', says: /an object in braces/ },
  { what: 'a missing comma', text: '{ "types": [] "domains": [] }', path: '', says: /comma/, onlyRead: true },
  {
    what: 'an unknown key',
    text: '{ "typs": [] }',
    path: 'typs',
    at: '"typs"',
    says: /no "typs" here\. There are: .*types/,
  },
  {
    what: 'an unknown preset',
    text: '{ "preset": "acme" }',
    path: 'preset',
    at: '"acme"',
    says: /one of eddy/,
  },
  {
    what: 'a template without segments',
    text: '{ "template": "orders" }',
    path: 'template',
    at: '"orders"',
    says: /segments in braces/,
  },
  { what: 'segments that touch', text: '{ "template": "{a}{b}" }', path: 'template', says: /separator/ },
  { what: 'two separators', text: '{ "template": "{a}.{b}-{c}" }', path: 'template', says: /one kind/ },
  { what: 'a segment twice', text: '{ "template": "{a}.{b}.{a}" }', path: 'template', says: /template/ },
  {
    what: 'a template that is no text',
    text: '{ "template": 1 }',
    path: 'template',
    at: '1',
    says: /template/,
  },
  {
    what: 'a text for a list',
    text: '{ "types": "event" }',
    path: 'types',
    at: '"event"',
    says: /list of texts/,
  },
  { what: 'an empty text in a list', text: '{ "domains": [""] }', path: 'domains', at: '[""]', says: /list/ },
  { what: 'numbers in a list', text: '{ "ignore": [1] }', path: 'ignore', says: /list of texts/ },
  { what: 'a baseline that is no list', text: '{ "baseline": {} }', path: 'baseline', says: /list of texts/ },
  {
    what: 'an unknown severity',
    text: '{ "severity": "loud" }',
    path: 'severity',
    at: '"loud"',
    says: /one of error/,
  },
  {
    what: 'a service that is no text',
    text: '{ "service": 1 }',
    path: 'service',
    at: '1',
    says: /text in quotes/,
  },
  {
    what: 'enforce as text',
    text: '{ "enforce": "yes" }',
    path: 'enforce',
    at: '"yes"',
    says: /true or false/,
  },
  { what: 'segments that are no object', text: '{ "segments": [] }', path: 'segments', says: /object/ },
  {
    what: 'a segment with nothing',
    text: '{ "segments": { "description": {} } }',
    path: 'segments',
    says: /"values".* or "pattern"/,
  },
  {
    what: 'a segment with an unknown key',
    text: '{ "segments": { "description": { "value": ["a"] } } }',
    path: 'segments',
    says: /"values"/,
  },
  {
    what: 'a pattern that is no regular expression',
    text: '{ "segments": { "description": { "pattern": "(" } } }',
    path: 'segments',
    says: /"\(" is no regular expression/,
  },
  {
    what: 'a segment that the template has not',
    text: '{ "segments": { "descripton": { "values": ["a"] } } }',
    path: 'segments.descripton',
    at: '"descripton"',
    says: /no segment "descripton"\. It has: service, domain, type, description, version/,
    onlyRead: true,
  },
  {
    what: 'overrides that are no list',
    text: '{ "overrides": {} }',
    path: 'overrides',
    says: /list of objects/,
  },
  {
    what: 'an override that is no object',
    text: '{ "overrides": ["a"] }',
    path: 'overrides[0]',
    at: '"a"',
    says: /objects/,
  },
  {
    what: 'an override without files',
    text: '{ "overrides": [{ "severity": "off" }] }',
    path: 'overrides[0]',
    at: '{ "severity": "off" }',
    says: /"files": \["legacy/,
  },
  {
    what: 'an unknown key of an override',
    text: '{ "overrides": [{ "files": ["a"], "types": ["x"] }, { "files": ["a"], "baseline": [] }] }',
    path: 'overrides[1].baseline',
    at: '"baseline"',
    says: /no "baseline" here/,
  },
  {
    what: 'a wrong value in an override',
    text: '{ "overrides": [{ "files": ["a"], "severity": 3 }] }',
    path: 'overrides[0].severity',
    at: '3',
    says: /one of error/,
  },
];
