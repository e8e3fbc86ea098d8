/** The audit as people and programs read it. */
import assert from 'node:assert/strict';
import { type Audit, auditing } from '../../../../src/naming/audit.ts';
import { defaultConvention } from '../../../../src/naming/convention.ts';
import { english, sentence } from '../../../../src/naming/sentence.ts';
import { wordsFor } from '../../../../src/ui/explorer/words.ts';
import { auditText } from '../../../../src/ui/naming/auditExport.ts';
import { auditReport } from '../../../../src/ui/naming/auditReport.ts';

const l10n = {
  t: (template: string, ...values: readonly (string | number | boolean)[]) =>
    english(sentence(template, ...values.map(String))),
};
const head = { cluster: 'staging', time: 'November 27, 2026', template: defaultConvention.template };
const source = { cluster: 'staging', at: '2026-11-27T02:00:00.000Z', convention: defaultConvention };

function audited(...names: readonly string[]): Audit {
  const work = auditing(names, { convention: defaultConvention, service: 'shop' });
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const reported = (audit: Audit) => auditReport(audit, head, wordsFor(l10n, 'en'));

describe('the report of an audit', () => {
  it('reads from the sum to the single name', () => {
    const names = ['orders', '__consumer_offsets', 'a.b', 'a_b', 'shop.order.event.created.v1'];
    const text = reported(audited(...names, 'shop.order.event.created.v2', 'shop.order.event.create.v1'));
    assert.equal(
      text,
      `# Topic Names of staging

November 27, 2026. The convention is \`{service}.{domain}.{type}.{description}.{version}\`.

| Topics                     | 7   |
| -------------------------- | --- |
| collide                    | 2   |
| depart from the convention | 1   |
| follow the convention      | 3   |
| left alone                 | 1   |

## Findings

| Name                         | Verdict   | Segment     | Suggestion                           | Why |
| ---------------------------- | --------- | ----------- | ------------------------------------ | --- |
| \`a.b\`                        | collision |             |                                      | \`a.b\` and \`a_b\` are one name in metrics, where "." becomes "_"; Kafka refuses to create the second. |
| \`a.b\`                        | departure | type        | \`a.b.event.<description>.v1\`         | lacks type, description, version |
| \`a_b\`                        | collision |             |                                      | \`a_b\` and \`a.b\` are one name in metrics, where "." becomes "_"; Kafka refuses to create the second. |
| \`a_b\`                        | departure | type        | \`a.b.event.<description>.v1\`         | lacks type, description, version |
| \`orders\`                     | departure | service     | \`shop.orders.event.<description>.v1\` | lacks service, type, description, version |
| \`shop.order.event.create.v1\` | remark    | description | \`shop.order.event.created.v1\`        | An event says what has happened: \`create\` sounds like a command. |

## Names that collide

Metrics take "." and "_" for the same, so that Kafka refuses to create the second.

- \`a.b\` · \`a_b\`

## Several versions at once

- \`shop.order.event.created.v1\` · \`shop.order.event.created.v2\`

## Names one letter apart

- \`shop.order.event.create.v1\` · \`shop.order.event.created.v1\`

## Left alone

Kafka, a framework or the team has named them; the convention says nothing about them.

\`__consumer_offsets\`
`,
    );
  });

  it('says so when there is nothing to find', () => {
    assert.match(
      reported(audited('shop.order.event.created.v1')),
      /## Findings\n\nNo name departs from anything\./,
    );
    assert.doesNotMatch(reported(audited()), /## (?!Findings)/);
  });

  it('keeps what a table would take for its own', () => {
    const odd = audited('a|b', 'a`b');
    const [first = '', second = ''] = reported(odd)
      .split('\n')
      .filter((line) => line.includes('illegal'));
    assert.match(`${first}\n${second}`, /`a\\\|b`/);
    assert.match(`${first}\n${second}`, /`` a`b ``/);
  });

  it('shows a thousand findings and says how many more there are', () => {
    const text = reported(audited(...Array.from({ length: 1_203 }, (_, index) => `orders-${index}-x`)));
    assert.equal(text.split('\n').filter((line) => line.startsWith('| `orders-')).length, 1_000);
    assert.match(text, /And 203 more: save the report/);
  });

  it('lists what was left alone shortly', () => {
    const text = reported(audited(...Array.from({ length: 60 }, (_, index) => `__internal${index}`)));
    assert.match(text, /, `__internal53`, and 10 more\n/);
  });
});

describe('an audit for programs', () => {
  it('is a CSV of a line a finding, which no spreadsheet takes for formulas', () => {
    const [header, first, ...others] = auditText(audited('-orders', '__offsets'), source, 'csv').split(
      '\r\n',
    );
    assert.equal(header, 'name,verdict,code,severity,segment,message,suggestion');
    assert.equal(
      first,
      '"\'-orders",convention,missing-segment,warning,"service","""-orders"" lacks service, type, description, version. The convention is {service}.{domain}.{type}.{description}.{version}.","shop.orders.event.<description>.v1"',
    );
    assert.deepEqual(others.slice(-2), ['"__offsets",ignored,,,,,', '']);
  });

  it('is one JSON object, complete', () => {
    const audit = audited('orders', 'a.b', 'a_b');
    const read = JSON.parse(auditText(audit, source, 'json'));
    assert.deepEqual(Object.keys(read).slice(0, 3), ['cluster', 'at', 'convention']);
    assert.deepEqual(read.counts, audit.counts);
    assert.deepEqual(read.collisions, [['a.b', 'a_b']]);
    assert.deepEqual(
      read.names.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict]),
      [
        ['a.b', 'collision'],
        ['a_b', 'collision'],
        ['orders', 'convention'],
      ],
    );
    assert.equal(read.names[2].findings[0].code, 'missing-segment');
  });
});
