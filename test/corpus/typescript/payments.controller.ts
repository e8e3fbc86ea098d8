import { Controller, Inject } from '@nestjs/common';
import { ClientKafka, Ctx, EventPattern, KafkaContext, MessagePattern, Payload, Transport } from '@nestjs/microservices';

const REFUND = 'payment.refund';

@Controller('payments')
export class PaymentsController {
  constructor(
    @Inject('PAYMENT_SERVICE') private readonly client: ClientKafka,
    private readonly events: EventEmitter2,
  ) {}

  onModuleInit() {
    ['payment.query', REFUND].forEach((pattern) => this.client.subscribeToResponseOf(pattern));
  }

  @EventPattern('payment.received')
  received(@Payload() payment: unknown, @Ctx() context: KafkaContext) {
    this.events.emit('payment.local', payment);
    return this.client.emit('payment.accepted', { key: 'payment', value: payment });
  }

  @MessagePattern(REFUND)
  refund(@Payload('amount') amount: number) {
    return this.client.send<number, number>('payment.query', amount);
  }

  @EventPattern('payment.rabbit', Transport.RMQ)
  rabbit() {}

  @EventPattern('payment.kafka', Transport.KAFKA)
  kafka() {}

  @MessagePattern({ cmd: 'sum' })
  sum() {}
}
