import { Kafka, CompressionTypes } from "kafkajs";
import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";

const env = (name, fallback) => process.env[name] ?? fallback;

const TOPIC_IN = env("TOPIC_IN", "lambda-uploads");
const PREFIX = "lambda.";

let producer;

async function connect() {
  if (producer) return producer;
  const secrets = new SecretsManagerClient({ region: "eu-west-1" });
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: "kafka/lambda-user" }));
  const { username, password } = JSON.parse(SecretString);
  const kafka = new Kafka({
    clientId: "lambda",
    brokers: env("BROKERS", "b-1:9096,b-2:9096").split(","),
    ssl: true,
    sasl: { mechanism: "scram-sha-512", username, password },
  });
  producer = kafka.producer();
  await producer.connect();
  return producer;
}

async function sendTo(topic, value) {
  const p = await connect();
  return p.send({ topic, compression: CompressionTypes.GZIP, messages: [{ value }] });
}

export async function handler(event) {
  for (const record of event.Records ?? []) {
    await sendTo(TOPIC_IN, JSON.stringify(record.s3));
    if (record.s3.object.size > 1e6) {
      await sendTo("lambda_large_uploads", record.s3.object.key);
    }
    await sendTo(`${PREFIX}${record.eventName}`, "dynamic");
  }
  const p = await connect();
  await p.send({
    topic: event.dryRun ? "lambda-dry-run" : "lambda-done",
    messages: [{ key: "lambda", value: "done" }],
  });
  return { statusCode: 200, body: JSON.stringify({ topic: "uploads" }) };
}
