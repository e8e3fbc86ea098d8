import { Injectable } from '@nestjs/common';
import { Client, ClientProxy, ClientProxyFactory, Transport } from '@nestjs/microservices';

@Injectable()
export class GatewayService {
  @Client({ transport: Transport.KAFKA, options: { client: { brokers: ['localhost:9092'] } } })
  private readonly stream: ClientProxy;

  @Client({ transport: Transport.RMQ, options: { queue: 'tasks' } })
  private readonly tasks: ClientProxy;

  private readonly made = ClientProxyFactory.create({ transport: Transport.KAFKA });

  go(body: unknown) {
    this.tasks.emit('task.made', body);
    this.made.emit('gateway.made', body);
    return this.stream.emit('gateway.passed', body);
  }
}
