import { Controller, Inject, Logger, OnModuleInit } from '@nestjs/common';
import { ClientKafka, Ctx, EventPattern, KafkaContext, MessagePattern, Payload } from '@nestjs/microservices';
import { OrderDto } from './order.dto';

enum Topic {
  Created = 'order.created',
  Quote = 'order.quote',
}

@Controller()
export class OrdersController implements OnModuleInit {
  private readonly logger = new Logger('OrdersController');

  constructor(@Inject('KAFKA_SERVICE') private readonly client: ClientKafka) {}

  async onModuleInit() {
    ['pricing.get', 'stock.reserve'].forEach((topic) => this.client.subscribeToResponseOf(topic));
    this.client.subscribeToResponseOf(Topic.Quote);
    await this.client.connect();
  }

  @EventPattern(Topic.Created)
  onCreated(@Payload() order: OrderDto, @Ctx() context: KafkaContext) {
    this.logger.log(`from ${context.getTopic()}`);
    this.client.emit('order.audited', { key: order.id, value: order });
  }

  @MessagePattern('order.status')
  status(@Payload() id: string) {
    return this.client.send<string, string>('pricing.get', id);
  }
}
