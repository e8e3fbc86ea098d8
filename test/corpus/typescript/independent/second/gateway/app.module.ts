import { Module } from '@nestjs/common';
import { Injectable, Inject, OnApplicationBootstrap } from '@nestjs/common';
import { ClientKafka, ClientsModule, Transport } from '@nestjs/microservices';

const REQUEST_TOPICS = ['catalog.search', 'catalog.item.get', 'catalog.item.reserve'];

@Injectable()
export class CatalogGateway implements OnApplicationBootstrap {
  constructor(@Inject('CATALOG') private readonly client: ClientKafka) {}

  async onApplicationBootstrap() {
    REQUEST_TOPICS.forEach((topic) => this.client.subscribeToResponseOf(topic));
    await this.client.connect();
  }

  viewed(itemId: string, userId: string) {
    return this.client.emit('catalog.item.viewed', { key: itemId, value: { itemId, userId } });
  }
}

@Module({
  imports: [
    ClientsModule.registerAsync([
      {
        name: 'CATALOG',
        useFactory: () => ({
          transport: Transport.KAFKA,
          options: {
            client: { clientId: 'web-gateway', brokers: [process.env.KAFKA_URL ?? 'kafka:29092'] },
            consumer: { groupId: 'web-gateway-replies' },
            producer: { allowAutoTopicCreation: true },
          },
        }),
      },
    ]),
  ],
  providers: [CatalogGateway],
  exports: [CatalogGateway],
})
export class GatewayModule {}
