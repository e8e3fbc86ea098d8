import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, MessagePattern, Payload, RmqContext, RmqOptions, Transport } from '@nestjs/microservices';
import { MailService } from './mail.service';

export const rmqOptions: RmqOptions = {
  transport: Transport.RMQ,
  options: {
    urls: [process.env.AMQP_URL ?? 'amqp://localhost:5672'],
    queue: 'mail_queue',
    queueOptions: { durable: true },
    noAck: false,
  },
};

@Controller()
export class MailController {
  constructor(private readonly mail: MailService) {}

  @EventPattern('invoice.created')
  async onInvoice(@Payload() data: { to: string; pdf: string }, @Ctx() ctx: RmqContext) {
    await this.mail.send(data.to, 'invoice', { pdf: data.pdf });
    ctx.getChannelRef().ack(ctx.getMessage());
  }

  @MessagePattern('mail.template.render')
  render(@Payload() data: { template: string; topic: string }) {
    return this.mail.render(data.template, { topic: data.topic });
  }
}
