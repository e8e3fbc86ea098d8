/** Which clusters a file names: Spring's profiles and clients, in YAML and in .properties. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of Spring look like those of JavaScript.
import assert from 'node:assert/strict';
import { importCluster } from '../../../../../src/ui/clusters/import/clientProperties.ts';
import {
  baseFiles,
  type Candidate,
  readCandidates,
} from '../../../../../src/ui/clusters/import/configFile.ts';

const yml = (text: string, name = 'application.yml') => ({ name, text });
const serversOf = ({ profile, role, settings }: Candidate) => [
  profile,
  role,
  settings.get('bootstrap.servers'),
];

async function only(text: string, name?: string) {
  const candidates = await readCandidates(yml(text, name));
  assert.equal(candidates.length, 1);
  const [candidate] = candidates;
  assert.ok(candidate);
  return importCluster(candidate.settings);
}

describe("Spring's configuration", () => {
  it('names one cluster, with its login in any of the ways in which YAML nests names', async () => {
    const { connection, secrets, notes } = await only(`
spring:
  application:
    name: orders
  kafka:
    bootstrap-servers:
      - kafka-1.example.com:9093
      - kafka-2.example.com:9093
    properties:
      security.protocol: SASL_SSL
      sasl:
        mechanism: SCRAM-SHA-256
        jaas.config: >-
          org.apache.kafka.common.security.scram.ScramLoginModule required
          username="orders" password="0123";
      "[ssl.endpoint.identification.algorithm]": ""
    ssl:
      trustStoreLocation: classpath:certs/ca.pem
      trust-store-type: PEM
    consumer:
      group-id: orders
      auto-offset-reset: earliest
    listener:
      ack-mode: record
server:
  port: 8080
`);
    assert.deepEqual(connection, {
      bootstrapServers: ['kafka-1.example.com:9093', 'kafka-2.example.com:9093'],
      protocol: 'SASL_SSL',
      mechanism: 'SCRAM-SHA-256',
      username: 'orders',
      caFile: 'classpath:certs/ca.pem',
      anyName: true,
    });
    assert.deepEqual(secrets, { password: '0123' });
    assert.deepEqual(notes, [{ kind: 'notConnection', keys: ['spring.kafka.listener.ack-mode'] }]);
  });

  it('has the same in .properties, lists and all', async () => {
    const { connection, secrets, notes } = await only(
      `spring.kafka.bootstrapServers[0]=a:1
spring.kafka.bootstrapServers[1]=b:2
spring.kafka.security.protocol=SASL_PLAINTEXT
spring.kafka.properties[sasl.mechanism]=PLAIN
spring.kafka.jaas.enabled=true
spring.kafka.jaas.login-module=org.apache.kafka.common.security.plain.PlainLoginModule
spring.kafka.jaas.options.username=me
spring.kafka.jaas.options.password=a"b\\\\c
spring.kafka.ssl.bundle=kafka`,
      'application.properties',
    );
    assert.deepEqual(connection, {
      bootstrapServers: ['a:1', 'b:2'],
      protocol: 'SASL_PLAINTEXT',
      mechanism: 'PLAIN',
      username: 'me',
    });
    assert.deepEqual(secrets, { password: 'a"b\\c' });
    assert.deepEqual(notes, [{ kind: 'unsupported', keys: ['spring.kafka.ssl.bundle'] }]);
  });

  const profiles = `
spring:
  kafka:
    bootstrap-servers: localhost:9092
---
spring:
  config.activate.on-profile: staging,qa
  kafka.bootstrap-servers: staging:9092
---
spring:
  profiles: prod
  kafka:
    bootstrap-servers: \${PROD_SERVERS}
    properties: { security.protocol: SSL }
`;

  it('has a cluster for each profile, those that are the same once', async () => {
    const candidates = await readCandidates(yml(profiles));
    assert.deepEqual(candidates.map(serversOf), [
      [undefined, undefined, 'localhost:9092'],
      ['staging', undefined, 'staging:9092'],
      ['prod', undefined, '${PROD_SERVERS}'],
    ]);
    assert.equal(candidates[2]?.settings.get('security.protocol'), 'SSL');
  });

  it('has clients with servers of their own', async () => {
    const candidates = await readCandidates(
      yml(`
spring.kafka:
  client-id: x
  security.protocol: SSL
  consumer: { bootstrap-servers: in:9092, ssl.key-password: k, group-id: g }
  producer:
    bootstrap-servers: out:9092
    properties.security.protocol: PLAINTEXT
`),
    );
    assert.deepEqual(candidates.map(serversOf), [
      [undefined, 'consumer', 'in:9092'],
      [undefined, 'producer', 'out:9092'],
    ]);
    assert.equal(candidates[0]?.settings.get('ssl.key.password'), 'k');
    assert.equal(candidates[1]?.settings.get('security.protocol'), 'PLAINTEXT');
  });

  it('of a profile in a file of its own builds on the common one', async () => {
    assert.deepEqual(baseFiles('application.yml'), []);
    assert.equal(baseFiles('application-prod.yml')[0], 'application.yml');
    const base = yml(
      'spring.kafka: { bootstrap-servers: "localhost:9092", properties: { sasl.mechanism: PLAIN } }',
    );
    const candidates = await readCandidates(
      yml('spring.kafka.bootstrap-servers: prod:9092', 'application-prod.yml'),
      base,
    );
    assert.deepEqual(candidates.map(serversOf), [['prod', undefined, 'prod:9092']]);
    assert.equal(candidates[0]?.settings.get('sasl.mechanism'), 'PLAIN');
  });

  it('may use anchors; numbers and words stay as they are written', async () => {
    const { connection, secrets } = await only(`
common: &common
  security.protocol: SASL_PLAINTEXT
  sasl.mechanism: PLAIN
spring:
  kafka:
    bootstrap-servers: a:1
    jaas: { enabled: true, login-module: org.x.PlainLoginModule, options: { username: yes, password: 007 } }
    properties:
      <<: *common
`);
    assert.equal(connection.username, 'yes');
    assert.deepEqual(secrets, { password: '007' });
  });

  it('that is no YAML is refused with the place', async () => {
    await assert.rejects(readCandidates(yml('spring:\n  kafka: [')), /line 2/);
  });
});

describe('other configuration', () => {
  it('is that of a plain client, in .properties or in YAML', async () => {
    const name = 'client.properties';
    assert.equal((await readCandidates({ name, text: 'bootstrap.servers=a:1' })).length, 1);
    assert.equal((await readCandidates(yml('bootstrap:\n  servers: a:1', 'kafka.yaml'))).length, 1);
  });

  it('names no cluster when it has no servers', async () => {
    assert.deepEqual(await readCandidates(yml('server.port: 8080')), []);
    assert.deepEqual(await readCandidates(yml('')), []);
    assert.deepEqual(await readCandidates({ name: 'x.properties', text: '' }), []);
    assert.deepEqual(await readCandidates(yml('spring.kafka.consumer.group-id: g')), []);
  });
});
