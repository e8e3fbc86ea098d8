/** Clusters from settings of Kafka clients as people have them: hosted ones, own ones, Java's and librdkafka's. */
import assert from 'node:assert/strict';
import { importCluster } from '../../../../../src/ui/clusters/import/clientProperties.ts';
import { noteText } from '../../../../../src/ui/clusters/import/importWords.ts';
import { readProperties } from '../../../../../src/ui/clusters/import/propertiesFile.ts';
import { words } from '../../explorer/support.ts';

function read(text: string) {
  const [settings = new Map<string, string>()] = readProperties(text);
  const { connection, secrets, notes } = importCluster(settings);
  return { connection, secrets, notes: notes.map((note) => noteText(note, words)) };
}

const jaas = 'org.apache.kafka.common.security';

describe('the import of client.properties', () => {
  it('takes a hosted cluster with its API key', () => {
    const cluster = read(`
# Required connection configs for Kafka producer, consumer, and admin
bootstrap.servers=pkc-4r000.europe-west1.gcp.example.cloud:9092
security.protocol=SASL_SSL
sasl.jaas.config=${jaas}.plain.PlainLoginModule required username='KEY' password='SECRET+/x';
sasl.mechanism=PLAIN
# Required for correctness in clients prior to 2.6
client.dns.lookup=use_all_dns_ips
# Best practice for higher availability in clients prior to 3.0
session.timeout.ms=45000
acks=all
schema.registry.url=https://psrc-x.example.cloud
basic.auth.user.info=SR:SRSECRET`);
    assert.deepEqual(cluster.connection, {
      bootstrapServers: ['pkc-4r000.europe-west1.gcp.example.cloud:9092'],
      protocol: 'SASL_SSL',
      mechanism: 'PLAIN',
      username: 'KEY',
    });
    assert.deepEqual(cluster.secrets, { password: 'SECRET+/x' });
    assert.deepEqual(cluster.notes, [
      'Not needed to connect: session.timeout.ms, acks, schema.registry.url, basic.auth.user.info',
    ]);
  });

  it('takes certificates and a key that stand in the file, also on one line', () => {
    const body = 'QUFB'.repeat(20);
    const { connection, secrets, notes } = read(`
bootstrap.servers=SSL://kafka-1:9093, SSL://kafka-2:9093
security.protocol=SSL
ssl.truststore.type=PEM
ssl.truststore.certificates=-----BEGIN CERTIFICATE-----${body}-----END CERTIFICATE-----
ssl.keystore.type=PEM
ssl.keystore.certificate.chain=-----BEGIN CERTIFICATE-----\\n${body}\\n-----END CERTIFICATE-----
ssl.keystore.key=-----BEGIN ENCRYPTED PRIVATE KEY----- \\
  ${body} \\
  -----END ENCRYPTED PRIVATE KEY-----
ssl.key.password=phrase
ssl.endpoint.identification.algorithm=`);
    const lines = `${'QUFB'.repeat(16)}\n${'QUFB'.repeat(4)}`;
    const cert = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
    assert.deepEqual(connection, {
      bootstrapServers: ['kafka-1:9093', 'kafka-2:9093'],
      protocol: 'SSL',
      ca: cert,
      cert,
      anyName: true,
    });
    const key = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    assert.deepEqual(secrets, { key, passphrase: 'phrase' });
    assert.deepEqual(notes, []);
  });

  it('takes files of PEM, one of which may hold certificate and key', () => {
    const { connection, secrets, notes } = read(`
bootstrap.servers=kafka:9093
security.protocol=SSL
ssl.truststore.location=/etc/kafka/ca.pem
ssl.truststore.type=PEM
ssl.keystore.location=/etc/kafka/client.pem
ssl.keystore.type=PEM`);
    assert.deepEqual(connection, {
      bootstrapServers: ['kafka:9093'],
      protocol: 'SSL',
      caFile: '/etc/kafka/ca.pem',
      certFile: '/etc/kafka/client.pem',
      keyFile: '/etc/kafka/client.pem',
    });
    assert.deepEqual([secrets, notes], [{}, []]);
  });

  it('says that Java key stores cannot be read, and how to make PEM files of them', () => {
    const { connection, secrets, notes } = read(`
bootstrap.servers=kafka:9093
security.protocol=SSL
ssl.truststore.location=/etc/kafka/truststore.jks
ssl.truststore.password=changeit
ssl.keystore.location=/etc/kafka/client.p12
ssl.keystore.type=PKCS12
ssl.keystore.password=changeit
ssl.key.password=changeit`);
    assert.deepEqual(connection, { bootstrapServers: ['kafka:9093'], protocol: 'SSL' });
    assert.deepEqual(secrets, {});
    assert.deepEqual(notes, [
      'The trust store /etc/kafka/truststore.jks (JKS) cannot be read. Make a PEM file of it and choose that as the authority: keytool -list -rfc -keystore /etc/kafka/truststore.jks > ca.pem',
      'The key store /etc/kafka/client.p12 (PKCS12) cannot be read. Make a PEM file of it and choose that as certificate and key: openssl pkcs12 -in /etc/kafka/client.p12 -out client.pem',
    ]);
    const keyStore = read('security.protocol=SSL\nbootstrap.servers=a:1\nssl.keystore.location=client.jks');
    assert.match(
      keyStore.notes.join(),
      /-srckeystore client\.jks -destkeystore client\.p12 .* -in client\.p12/,
    );
  });

  it('takes SCRAM, and tells what a login module has beside', () => {
    const { connection, secrets, notes } = read(`
bootstrap.servers=kafka:9096
security.protocol=SASL_PLAINTEXT
sasl.mechanism=SCRAM-SHA-512
sasl.jaas.config=${jaas}.scram.ScramLoginModule required username="me" password="p" tokenauth="true";`);
    assert.deepEqual([connection.mechanism, connection.username], ['SCRAM-SHA-512', 'me']);
    assert.deepEqual(secrets, { password: 'p' });
    assert.deepEqual(notes, ['Not taken over: sasl.jaas.config: tokenauth']);
  });

  it('takes client credentials of OAUTHBEARER, by any of their names', () => {
    const common = 'bootstrap.servers=k:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=OAUTHBEARER\n';
    const java = read(`${common}
sasl.login.callback.handler.class=${jaas}.oauthbearer.OAuthBearerLoginCallbackHandler
sasl.oauthbearer.token.endpoint.url=https://login.example.com/token
sasl.jaas.config=${jaas}.oauthbearer.OAuthBearerLoginModule required clientId="c" clientSecret="s" scope="kafka" extension_logicalCluster="lkc-1";`);
    const expected = {
      bootstrapServers: ['k:1'],
      protocol: 'SASL_SSL',
      mechanism: 'OAUTHBEARER',
      tokenEndpoint: 'https://login.example.com/token',
      clientId: 'c',
    };
    assert.deepEqual(java.connection, { ...expected, scope: 'kafka' });
    assert.deepEqual(java.secrets, { clientSecret: 's' });
    assert.deepEqual(java.notes, ['Not taken over: sasl.jaas.config: extension_logicalCluster']);
    const strimzi = read(
      `${common}sasl.jaas.config=${jaas}.oauthbearer.OAuthBearerLoginModule required oauth.client.id="c" oauth.client.secret="s" oauth.token.endpoint.uri="https://login.example.com/token" ;`,
    );
    assert.deepEqual(
      [strimzi.connection, strimzi.secrets, strimzi.notes],
      [expected, { clientSecret: 's' }, []],
    );
    const open = read(`${common}sasl.oauthbearer.token.endpoint.url=http://login.example.com/token`);
    assert.equal(open.connection.tokenEndpoint, undefined);
    assert.match(open.notes.join(), /http:\/\/login\.example\.com\/token was left out/);
  });

  it('takes what librdkafka calls otherwise', () => {
    const { connection, secrets, notes } = read(`
bootstrap.servers=kafka:9093
security.protocol=sasl_ssl
sasl.mechanisms=PLAIN
sasl.username=me
sasl.password=p
ssl.ca.location=/etc/ca.pem
ssl.endpoint.identification.algorithm=none
enable.ssl.certificate.verification=false`);
    assert.deepEqual(connection, {
      bootstrapServers: ['kafka:9093'],
      protocol: 'SASL_SSL',
      mechanism: 'PLAIN',
      username: 'me',
      caFile: '/etc/ca.pem',
      anyName: true,
    });
    assert.deepEqual(secrets, { password: 'p' });
    assert.deepEqual(notes, ['Not taken over: enable.ssl.certificate.verification']);
  });

  it('says what cannot be done here, and never repeats a secret', () => {
    const { connection, notes } = read(`
bootstrap.servers=b-1.example.com
security.protocol=SASL_TLS
sasl.jaas.config=some nonsense password="hunter2"`);
    assert.deepEqual(connection, { bootstrapServers: [], protocol: 'PLAINTEXT' });
    assert.equal(notes.length, 3);
    assert.match(notes.join('\n'), /"b-1\.example\.com" are not written as host:port/);
    assert.match(notes.join('\n'), /SASL_TLS is no security protocol/);
    const iam = read('bootstrap.servers=b:9098\nsecurity.protocol=SASL_SSL\nsasl.mechanism=AWS_MSK_IAM');
    assert.match(iam.notes.join(), /login by AWS_MSK_IAM is not supported/);
    const kerberos = read(
      'bootstrap.servers=b:9098\nsecurity.protocol=SASL_SSL\nsasl.kerberos.service.name=kafka',
    );
    assert.match(
      kerberos.notes.join(),
      /login by GSSAPI is not supported.*Not taken over: sasl\.kerberos\.service\.name/,
    );
    const wrong = read(
      'bootstrap.servers=b:1\nsecurity.protocol=SASL_SSL\nsasl.mechanism=PLAIN\nsasl.jaas.config=ENC(hunter2)',
    );
    assert.match(wrong.notes.join(), /have to be typed/);
    for (const said of [...notes, ...wrong.notes]) assert.doesNotMatch(said, /hunter2/);
  });
});
