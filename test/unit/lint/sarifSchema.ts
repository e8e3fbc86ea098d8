/**
 * The part of SARIF 2.1.0 (OASIS Standard, 27 March 2020) that the report uses, as a JSON schema: required members, types
 * and closed sets of values as the standard has them in the sections named. Stricter in one thing: nothing else may occur.
 */

function object(required: readonly string[], properties: Readonly<Record<string, object>>): object {
  return { type: 'object', required, properties, additionalProperties: false };
}

function list(items: object, minItems = 0): object {
  return { type: 'array', items, minItems };
}

const text = { type: 'string', minLength: 1 };
const fromOne = { type: 'integer', minimum: 1 };
/** 3.11: plain text. */
const message = object(['text'], { text });
/** 3.27.10 */
const level = { enum: ['none', 'note', 'warning', 'error'] };
/** 3.4: a URI reference. */
const artifactLocation = object(['uri'], { uri: { type: 'string', format: 'uri-reference' } });
/** 3.30: a text region by lines and columns. */
const region = object(['startLine', 'startColumn', 'endLine', 'endColumn'], {
  startLine: fromOne,
  startColumn: fromOne,
  endLine: fromOne,
  endColumn: fromOne,
});
/** 3.49: reportingDescriptor. */
const rule = object(['id', 'name', 'shortDescription', 'help'], {
  id: text,
  name: { type: 'string', pattern: '^[A-Z][A-Za-z]+$' },
  shortDescription: message,
  fullDescription: message,
  help: message,
  helpUri: { type: 'string', format: 'uri' },
});
/** 3.55 and 3.56 */
const fix = object(['artifactChanges'], {
  description: message,
  artifactChanges: list(
    object(['artifactLocation', 'replacements'], {
      artifactLocation,
      replacements: list(
        object(['deletedRegion'], { deletedRegion: region, insertedContent: object(['text'], { text }) }),
        1,
      ),
    }),
    1,
  ),
});
/** 3.27 */
const result = object(['message', 'ruleId', 'ruleIndex', 'level', 'locations'], {
  ruleId: text,
  ruleIndex: { type: 'integer', minimum: 0 },
  level,
  message,
  locations: list(
    object(['physicalLocation'], {
      physicalLocation: object(['artifactLocation', 'region'], { artifactLocation, region }),
    }),
    1,
  ),
  fixes: list(fix, 1),
});

/** 3.13, 3.14, 3.18, 3.19, 3.20 */
export const sarifSchema = object(['version', 'runs'], {
  $schema: { type: 'string', format: 'uri' },
  version: { const: '2.1.0' },
  runs: list(
    object(['tool', 'results'], {
      tool: object(['driver'], {
        driver: object(['name', 'rules'], {
          name: text,
          version: text,
          semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
          rules: list(rule, 1),
        }),
      }),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      invocations: list(
        object(['executionSuccessful'], {
          executionSuccessful: { type: 'boolean' },
          toolExecutionNotifications: list(object(['message'], { level, message })),
        }),
      ),
      results: list(result),
    }),
    1,
  ),
});
