/** SCRAM against the example of RFC 7677, and against everything a client may get wrong. */
import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { SaslFailure } from '../../../../src/broker/sasl/mechanism.ts';
import { plainMechanism } from '../../../../src/broker/sasl/plain.ts';
import { scramMechanism } from '../../../../src/broker/sasl/scram.ts';

const hash = {
  hash: (data: Buffer) => createHash('sha256').update(data).digest(),
  hmac: (key: Buffer, data: Buffer) => createHmac('sha256', key).update(data).digest(),
};
const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
const salted = pbkdf2Sync('pencil', salt, 4_096, 32, 'sha256');
const credential = {
  salt,
  storedKey: hash.hash(hash.hmac(salted, Buffer.from('Client Key'))),
  serverKey: hash.hmac(salted, Buffer.from('Server Key')),
  iterations: 4_096,
};
const scram = scramMechanism({
  name: 'SCRAM-SHA-256',
  hash,
  credential: (user) => (user === 'user' ? credential : undefined),
  nonce: () => '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
});
const first = 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO';
const last =
  'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=';

describe('SCRAM-SHA-256', () => {
  it('speaks as RFC 7677 has it', () => {
    const exchange = scram.start();
    const challenge = exchange.evaluate(Buffer.from(first));
    assert.equal(
      challenge.challenge.toString(),
      'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    );
    assert.equal(challenge.principal, undefined);
    const end = exchange.evaluate(Buffer.from(last));
    assert.equal(end.challenge.toString(), 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=');
    assert.equal(end.principal, 'user');
  });

  for (const [what, messages] of Object.entries({
    'an unknown user': [first.replace('n=user', 'n=nobody')],
    'another authorization id': [first.replace('n,,', 'n,a=other,')],
    'channel binding': [first.replace('n,,', 'p=tls-unique,,')],
    'no message at all': [''],
    'another nonce': [first, last.replace('rOprNGfwEbeRWgbNEkqO%', 'rOprNGfwEbeRWgbNEkqO&')],
    'a wrong proof': [first, last.replace('p=dHz', 'p=dHy')],
    'a short proof': [first, last.replace(/p=.*/, 'p=dHzb')],
    'no proof': [first, last.replace(/,p=.*/, '')],
  })) {
    it(`refuses ${what}, and says only that`, () => {
      const exchange = scram.start();
      const run = () => messages.map((message) => exchange.evaluate(Buffer.from(message)));
      assert.throws(
        run,
        (error) => error instanceof SaslFailure && /invalid credentials/.test(error.message),
      );
    });
  }
});

describe('PLAIN', () => {
  const plain = plainMechanism((user, password) => user === 'me' && password === 'secret');
  const evaluate = (text: string) => plain.start().evaluate(Buffer.from(text));

  it('takes user and password', () => {
    assert.equal(evaluate('\0me\0secret').principal, 'me');
    assert.equal(evaluate('me\0me\0secret').principal, 'me');
  });

  it('refuses anything else', () => {
    for (const wrong of [
      '\0me\0wrong',
      '\0you\0secret',
      '',
      '\0me',
      '\0\0',
      '\0me\0secret\0',
      'you\0me\0secret',
    ]) {
      assert.throws(() => evaluate(wrong), SaslFailure, JSON.stringify(wrong));
    }
  });
});
