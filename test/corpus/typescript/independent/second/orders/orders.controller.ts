import { Controller, Inject, Logger, OnModuleInit, Post, Body, HttpCode } from '@nestjs/common';
import { ClientKafka, Ctx, EventPattern, KafkaContext, MessagePattern, Payload } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { OrdersService } from './orders.service';
import { CreateOrderDto } from './dto/create-order.dto';

@Controller('orders')
export class OrdersController implements OnModuleInit {
  private readonly logger = new Logger(OrdersController.name);

  constructor(
    private readonly orders: OrdersService,
    @Inject('PRICING_CLIENT') private readonly pricing: ClientKafka,
  ) {}

  async onModuleInit() {
    // the reply topic is created by the broker, we only have to register it
    this.pricing.subscribeToResponseOf('pricing.quote');
    await this.pricing.connect();
  }

  @Post()
  @HttpCode(202)
  async create(@Body() dto: CreateOrderDto) {
    const quote = await lastValueFrom(
      this.pricing.send('pricing.quote', { key: dto.customerId, value: dto.lines }),
    );
    const order = await this.orders.place(dto, quote);
    this.pricing.emit('orders.placed.v1', {
      key: order.id,
      value: JSON.stringify(order),
      headers: { source: 'orders-api' },
    });
    return { id: order.id };
  }

  @EventPattern('payments.settled')
  async onSettled(@Payload() payment: { orderId: string }, @Ctx() context: KafkaContext) {
    const { offset } = context.getMessage();
    this.logger.debug(`settled ${payment.orderId} at ${context.getPartition()}/${offset}`);
    await this.orders.markPaid(payment.orderId);
  }

  @MessagePattern('orders.status.get')
  status(@Payload() id: string) {
    return this.orders.status(id);
  }
}
