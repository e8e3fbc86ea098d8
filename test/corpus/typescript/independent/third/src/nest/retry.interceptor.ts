import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { KafkaContext, ClientKafkaProxy } from '@nestjs/microservices';
import { catchError, from, map, Observable } from 'rxjs';

const QUARANTINE_TOPIC = 'ops.quarantine';

@Injectable()
export class QuarantineInterceptor implements NestInterceptor {
  constructor(private readonly client: ClientKafkaProxy) {}

  intercept(ctx: ExecutionContext, next: CallHandler): Observable<unknown> {
    const kafka = ctx.switchToRpc().getContext<KafkaContext>();
    return next.handle().pipe(
      catchError((err: Error) => {
        const original = kafka.getMessage();
        return from(
          this.client.emit(QUARANTINE_TOPIC, {
            key: original.key?.toString(),
            value: original.value,
            headers: {
              'x-origin-topic': kafka.getTopic(),
              'x-origin-partition': String(kafka.getPartition()),
              'x-error': err.message,
            },
          }),
        ).pipe(map(() => undefined));
      }),
    );
  }
}
