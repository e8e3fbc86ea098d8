import { Injectable } from '@nestjs/common';
import { HealthCheckError, HealthIndicator, HealthIndicatorResult } from '@nestjs/terminus';
import { Admin, Kafka, KafkaConfig, SASLOptions } from 'kafkajs';

const sasl = (): SASLOptions | undefined =>
  process.env.KAFKA_USER
    ? { mechanism: 'scram-sha-512', username: process.env.KAFKA_USER, password: process.env.KAFKA_PASSWORD! }
    : undefined;

export const baseConfig = (): KafkaConfig => ({
  clientId: 'health-probe',
  brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(','),
  sasl: sasl(),
  retry: { initialRetryTime: 100, retries: 2 },
});

@Injectable()
export class KafkaHealthIndicator extends HealthIndicator {
  private readonly admin: Admin = new Kafka(baseConfig()).admin();

  async isHealthy(key = 'kafka'): Promise<HealthIndicatorResult> {
    try {
      await this.admin.connect();
      const { brokers } = await this.admin.describeCluster();
      const topics = await this.admin.listTopics();
      const { groups } = await this.admin.describeGroups(['billing-workers', 'search-indexer']);
      return this.getStatus(key, true, { brokers: brokers.length, topics: topics.length, groups: groups.length });
    } catch (e) {
      throw new HealthCheckError('kafka unreachable', this.getStatus(key, false, { message: String(e) }));
    } finally {
      await this.admin.disconnect();
    }
  }
}
