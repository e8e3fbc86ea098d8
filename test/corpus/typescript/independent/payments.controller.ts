import { Controller, Inject, Logger, OnModuleInit } from '@nestjs/common';
import {
  ClientKafka,
  ClientsModule,
  Ctx,
  EventPattern,
  KafkaContext,
  MessagePattern,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';
import { PaymentsService } from './payments.service';
import { ChargeDto } from './dto/charge.dto';

const REFUND_PATTERN = 'payments.refund';

export const paymentsClient = ClientsModule.register([
  {
    name: 'PAYMENTS_CLIENT',
    transport: Transport.KAFKA,
    options: {
      client: { clientId: 'payments', brokers: ['localhost:9092'] },
      consumer: { groupId: 'payments-consumer' },
    },
  },
]);

@Controller('payments')
export class PaymentsController implements OnModuleInit {
  private readonly logger = new Logger('PaymentsController');

  constructor(
    private readonly service: PaymentsService,
    @Inject('PAYMENTS_CLIENT') private readonly client: ClientKafka,
  ) {}

  async onModuleInit(): Promise<void> {
    this.client.subscribeToResponseOf('fraud.check');
    await this.client.connect();
  }

  @MessagePattern('payments.charge')
  async charge(@Payload() dto: ChargeDto): Promise<{ id: string }> {
    const verdict = await firstValueFrom(this.client.send<boolean>('fraud.check', dto));
    if (!verdict) {
      this.client.emit('paymentRejected', { id: dto.id, reason: 'fraud' });
    }
    return this.service.charge(dto);
  }

  @EventPattern(REFUND_PATTERN)
  refund(@Payload() message: unknown, @Ctx() context: KafkaContext): void {
    this.logger.log(`refund on ${context.getTopic()}`);
    this.service.refund(message);
  }

  // @EventPattern('payments.legacy')
  @EventPattern(
    'chargeback_opened',
  )
  chargeback(@Payload() message: unknown): void {
    this.service.chargeback(message);
  }
}
