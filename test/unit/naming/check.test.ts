/** The judgement of one topic name: the three levels, what they point at and what they suggest. */
import assert from 'node:assert/strict';
import fastCheck from 'fast-check';
import { check, isComplete, ruler, verdictOf } from '../../../src/naming/check.ts';
import { type Convention, defaultConvention, type Finding } from '../../../src/naming/convention.ts';

const context = { service: 'ecommerce' };

function findings(name: string, convention: Convention = defaultConvention): readonly Finding[] {
  return check(name, convention, context);
}

/** `code segment "text"` of each finding: what a reader of the editor would see underlined. */
function summary(name: string, convention: Convention = defaultConvention): readonly string[] {
  return findings(name, convention).map((finding) =>
    [finding.code, finding.segment ?? '-', name.slice(finding.start, finding.end)].join(' '),
  );
}

function suggestion(name: string, service?: string): string | undefined {
  return check(name, defaultConvention, { service })[0]?.suggestion;
}

describe('illegal names: exactly what Kafka refuses', () => {
  const illegal = ['', '.', '..', 'a b', 'a/b', '주문', 'a\u0000', 'é', 'a:b', '😀', 'x'.repeat(250)];
  const legal = ['...', '-', '_', '.a', 'A', '0', 'a..b', 'x'.repeat(249)];

  for (const name of illegal) {
    it(`refuses ${JSON.stringify(name.slice(0, 12))} with one error`, () => {
      const [finding, ...others] = findings(name);
      assert.deepEqual([finding?.level, finding?.severity, others.length], ['illegal', 'error', 0]);
    });
  }
  for (const name of legal) {
    it(`accepts ${JSON.stringify(name.slice(0, 12))}`, () => {
      assert.ok(!findings(name).some((finding) => finding.level === 'illegal'));
    });
  }

  it('points at the first character that is wrong, a surrogate pair as one', () => {
    const [space] = findings('order created');
    assert.deepEqual([space?.start, space?.end], [5, 6]);
    const [face] = findings('ab😀c');
    assert.deepEqual([face?.start, face?.end], [2, 4]);
  });

  it('suggests the conventional name when the words suffice, else a legal one', () => {
    assert.equal(suggestion('order created', 'ecommerce'), 'ecommerce.order.event.created.v1');
    assert.equal(suggestion('orders#1', 'ecommerce'), 'orders-1');
    assert.equal(suggestion('주문', 'ecommerce'), undefined);
  });

  it('speaks even when the convention is switched off', () => {
    assert.equal(findings('a b', { ...defaultConvention, severity: 'off' }).length, 1);
  });
});

describe('collisions', () => {
  it('warns of a name that is equal after "." became "_", and names the other', () => {
    const [finding] = check('a_b', defaultConvention, { existing: ['a_b', 'c', 'a.b'] });
    assert.equal(finding?.level, 'collision');
    assert.equal(finding?.severity, 'warning');
    assert.match(finding?.message ?? '', /"a_b" and "a\.b"/);
  });

  it('does not collide with itself, nor with a name that differs otherwise', () => {
    const found = check('a.b', defaultConvention, { existing: ['a.b', 'a-b', 'ab'] });
    assert.ok(!found.some((finding) => finding.level === 'collision'));
  });

  it('holds for names the convention ignores', () => {
    const [finding] = check('__a.b', defaultConvention, { existing: ['__a_b'] });
    assert.equal(finding?.level, 'collision');
  });
});

describe('the convention', () => {
  const conforming = [
    'ecommerce.order.event.created.v1',
    'ecommerce.coupon.event.issued.v1',
    'ecommerce.pay.cmd.refund.v2',
    'billing-api.pay.log.refund_requested.v12',
    'ecommerce.item.event.test.v1',
  ];
  for (const name of conforming) {
    it(`accepts ${name}`, () => assert.deepEqual(summary(name), []));
  }

  const table: readonly (readonly [string, readonly string[]])[] = [
    ['orderCreated', ['missing-segment service orderCreated']],
    ['ecommerce.order.event.created', ['missing-segment version ecommerce.order.event.created']],
    ['Ecommerce.order.event.created.v1', ['wrong-segment service Ecommerce']],
    ['ecommerce.Order.event.created.v1', ['wrong-segment domain Order']],
    ['ecommerce.order.evnt.created.v1', ['wrong-segment type evnt']],
    ['ecommerce.order.foo.created.v1', ['wrong-segment type foo']],
    ['ecommerce.order.event.order-created.v1', ['wrong-segment description order-created']],
    ['ecommerce.order.event.orderCreated.v1', ['wrong-segment description orderCreated']],
    ['ecommerce.order.event.item.created.v1', ['wrong-segment description item.created']],
    ['ecommerce.order.event.created.V1', ['wrong-segment version V1']],
    ['ecommerce.order.event.created.v0', ['wrong-segment version v0']],
    ['ecommerce.order.event.created.1', ['wrong-segment version 1']],
    ['com.acme.order.event.created.v1', ['wrong-segment service com.acme']],
    ['dev.ecommerce.order.event.created.v1', ['environment environment dev']],
    ['ecommerce.order.event.created.v1.PROD', ['environment environment PROD']],
    [
      'prod.order.event.created.v1',
      ['environment environment prod', 'missing-segment service prod.order.event.created.v1'],
    ],
    ['ecommerce.event.order.created.v1', ['segment-order - ecommerce.event.order.created.v1']],
    ['ecommerce.order.event..created.v1', ['segment-order - ecommerce.order.event..created.v1']],
    ['ecommerce.order.event.create.v1', ['event-imperative description create']],
    ['ecommerce.order.cmd.cancelled.v1', ['command-past-tense description cancelled']],
  ];
  for (const [name, expected] of table) {
    it(`${name}: ${expected.join(', ')}`, () => assert.deepEqual(summary(name), expected));
  }

  it('names every missing segment in one sentence', () => {
    const [finding, ...others] = findings('orderCreated');
    assert.equal(others.length, 0);
    assert.match(
      finding?.message ?? '',
      /lacks service, type, version\. The convention is \{service\}\.\{domain\}/,
    );
  });

  it('keeps to the listed domains and suggests the one meant', () => {
    const convention = { ...defaultConvention, domains: ['order', 'pay'] };
    assert.deepEqual(summary('ecommerce.order.event.created.v1', convention), []);
    const [near] = findings('ecommerce.orders.event.created.v1', convention);
    assert.equal(near?.segment, 'domain');
    assert.equal(near?.suggestion, 'ecommerce.order.event.created.v1');
    const [far] = findings('ecommerce.ship.event.created.v1', convention);
    assert.equal(far?.suggestion, 'ecommerce.<domain>.event.created.v1');
  });

  it('reports with the severity of the convention, moods as hints', () => {
    const convention = { ...defaultConvention, severity: 'information' } as const;
    assert.equal(findings('orderCreated', convention)[0]?.severity, 'information');
    assert.equal(findings('ecommerce.order.event.create.v1', convention)[0]?.severity, 'hint');
    assert.deepEqual(findings('orderCreated', { ...defaultConvention, severity: 'off' }), []);
  });

  it('turns an event into the past and a command into the imperative', () => {
    assert.equal(suggestion('ecommerce.order.event.create.v1'), 'ecommerce.order.event.created.v1');
    assert.equal(
      suggestion('ecommerce.mail.event.send_reminder.v1'),
      'ecommerce.mail.event.sent_reminder.v1',
    );
    assert.equal(suggestion('ecommerce.order.cmd.cancelled.v1'), 'ecommerce.order.cmd.cancel.v1');
    assert.equal(suggestion('ecommerce.order.cmd.paid.v1'), 'ecommerce.order.cmd.pay.v1');
  });

  it('follows another template', () => {
    const kebab = { ...defaultConvention, template: '{domain}-{entity}-{event}-v1' };
    assert.deepEqual(check('shop-order-created-v1', kebab), []);
    assert.equal(check('shop-orderCreated-v1', kebab)[0]?.suggestion, 'shop-order-created-v1');
    const data = { ...defaultConvention, template: '{type}.{dataset}.{name}', types: ['fct', 'cdc'] };
    assert.deepEqual(check('fct.sales.orders', data), []);
    assert.equal(check('cdc.Sales.orders', data)[0]?.segment, 'dataset');
  });

  it('has nothing to say when its template cannot be read', () => {
    for (const template of ['', 'a.b', '{a}{b}', '{a}.{a}', '{a}.{b', '{a b}']) {
      assert.deepEqual(check('orderCreated', { ...defaultConvention, template }), [], template);
    }
  });
});

describe('suggestions', () => {
  const table: readonly (readonly [string, string])[] = [
    ['orderCreated', '<service>.order.event.created.v1'],
    ['OrderCreatedEvent', '<service>.order.event.created.v1'],
    ['order-created', '<service>.order.event.created.v1'],
    ['order_created', '<service>.order.event.created.v1'],
    ['ORDER_CREATED', '<service>.order.event.created.v1'],
    ['order.created', '<service>.order.event.created.v1'],
    ['order.event.created.v1', '<service>.order.event.created.v1'],
    ['order-event-created-v2', '<service>.order.event.created.v2'],
    ['v1.order.created', '<service>.order.event.created.v1'],
    ['createOrder', '<service>.order.cmd.create.v1'],
    ['send_email', '<service>.email.cmd.send.v1'],
    ['order.payment_requested', '<service>.order.event.payment_requested.v1'],
    ['ecommerce.orderCreated', 'ecommerce.order.event.created.v1'],
    ['ecommerce.orderItemCreated', 'ecommerce.order.event.item_created.v1'],
    ['ecommerce.order.created.v1', 'ecommerce.order.event.created.v1'],
    ['ecommerce-order-created', 'ecommerce.order.event.created.v1'],
    ['ecommerce.order.events.created.v1', 'ecommerce.order.event.created.v1'],
    ['orders', '<service>.orders.event.<description>.v1'],
    ['prod-orders', '<service>.orders.event.<description>.v1'],
    ['order-events', '<service>.order.event.<description>.v1'],
    ['ecommerce.order.event.v1', 'ecommerce.order.event.<description>.v1'],
    ['orders-topic', '<service>.orders.event.<description>.v1'],
  ];
  for (const [name, expected] of table) {
    it(`${name} → ${expected}`, () => assert.equal(suggestion(name), expected));
  }

  it('fills in the service it is told of, and recognises it in the name', () => {
    assert.equal(suggestion('orderCreated', 'ecommerce'), 'ecommerce.order.event.created.v1');
    assert.equal(
      suggestion('order_payment_requested', 'ecommerce'),
      'ecommerce.order.event.payment_requested.v1',
    );
    assert.equal(suggestion('ecommerce_order_created', 'ecommerce'), 'ecommerce.order.event.created.v1');
    assert.equal(suggestion('orderCreated', 'My Shop'), 'my-shop.order.event.created.v1');
    assert.equal(suggestion('orderCreated', 'dev'), '<service>.order.event.created.v1');
  });

  const anyName = fastCheck.stringMatching(/^[a-zA-Z0-9._-]{1,40}$/);

  it('conform themselves, when complete, whatever the name was', () => {
    fastCheck.assert(
      fastCheck.property(anyName, fastCheck.constantFrom(undefined, 'ecommerce'), (name, service) => {
        for (const finding of check(name, defaultConvention, { service })) {
          if (finding.suggestion !== undefined && isComplete(finding.suggestion)) {
            const again = check(finding.suggestion, defaultConvention, { service });
            assert.deepEqual(
              again.filter((each) => each.severity !== 'hint'),
              [],
              finding.suggestion,
            );
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are what the ruler spells, and every finding points into the name', () => {
    fastCheck.assert(
      fastCheck.property(anyName, (name) => {
        const cells = ruler(name, defaultConvention);
        for (const finding of findings(name)) {
          assert.ok(finding.start >= 0 && finding.start < finding.end && finding.end <= name.length);
        }
        const [first] = check(name, defaultConvention).filter((finding) => finding.severity === 'warning');
        if (first !== undefined) {
          assert.equal(cells.map((cell) => cell.text).join('.'), first.suggestion);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('a name conforms exactly when the pattern of the convention says so', () => {
    const segment = fastCheck.constantFrom(
      'order',
      'event',
      'cmd',
      'v1',
      'V1',
      'v0',
      'shop_api',
      'shop-api',
      'dev',
      'A',
      '',
      '2',
    );
    const pattern =
      /^[a-z0-9]+([_-][a-z0-9]+)*\.[a-z0-9]+([_-][a-z0-9]+)*\.(event|cmd|log)\.[a-z0-9]+(_[a-z0-9]+)*\.v[1-9]\d*$/;
    const oneDigit = (name: string) => name.split('.').some((text) => /^\d+$/.test(text));
    const environment = (name: string) => /^dev\.|^[^.]*\.dev\./.test(name);
    fastCheck.assert(
      fastCheck.property(fastCheck.array(segment, { minLength: 5, maxLength: 5 }), (segments) => {
        const name = segments.join('.');
        const expected = pattern.test(name) && !oneDigit(name) && !environment(name);
        assert.equal(verdictOf(name, defaultConvention) === 'conforming', expected, name);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the ruler', () => {
  it('marks what is kept and what is added', () => {
    assert.deepEqual(ruler('orderCreated', defaultConvention, context), [
      { segment: 'service', text: 'ecommerce', state: 'added' },
      { segment: 'domain', text: 'order', state: 'kept' },
      { segment: 'type', text: 'event', state: 'added' },
      { segment: 'description', text: 'created', state: 'kept' },
      { segment: 'version', text: 'v1', state: 'added' },
    ]);
  });

  it('marks what is wrong, and keeps a conforming name whole', () => {
    const states = (name: string) => ruler(name, defaultConvention).map((cell) => cell.state);
    assert.deepEqual(states('Shop.order.evt.created.v1'), ['wrong', 'kept', 'wrong', 'kept', 'kept']);
    assert.deepEqual(states('shop.order.event.created.v1'), ['kept', 'kept', 'kept', 'kept', 'kept']);
  });

  it('is empty for illegal and ignored names', () => {
    assert.deepEqual(ruler('a b', defaultConvention), []);
    assert.deepEqual(ruler('__consumer_offsets', defaultConvention), []);
  });
});

describe('neighbours', () => {
  const codes = (name: string, existing: readonly string[]) =>
    check(name, defaultConvention, { existing }).map((finding) => finding.code);

  it('notices a name one letter away', () => {
    const found = check('shop.order.event.creatd.v1', defaultConvention, {
      existing: ['shop.order.event.created.v1'],
    });
    assert.deepEqual(
      [found[0]?.code, found[0]?.suggestion],
      ['near-duplicate', 'shop.order.event.created.v1'],
    );
    assert.deepEqual(codes('shop.order.event.craeted.v1', ['shop.order.event.created.v1']), [
      'near-duplicate',
    ]);
  });

  it('notices two versions at once, which are no near-duplicates', () => {
    assert.deepEqual(codes('a.b.event.created.v2', ['a.b.event.created.v1']), ['several-versions']);
  });

  it('leaves numbered and short names alone', () => {
    assert.ok(!codes('orders-1', ['orders-2']).includes('near-duplicate'));
    assert.ok(!codes('a1', ['ab']).includes('near-duplicate'));
    assert.ok(!codes('orders', ['orders']).includes('near-duplicate'));
  });
});
