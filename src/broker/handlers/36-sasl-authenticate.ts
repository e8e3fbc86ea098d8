/** SaslAuthenticate: a token of a login. A refusal waits a moment, so that guessing is slow, and ends the connection. */
import { errorCodes } from '../../protocol/errors.ts';
import { saslAuthenticateApi } from '../../protocol/messages/saslAuthenticate.ts';
import { handler } from './handler.ts';

/** `connection.failed.authentication.delay.ms` */
export const failedLoginDelayMs = 100;

export const saslAuthenticate = handler(saslAuthenticateApi, (broker, request, context, respond) => {
  const { authenticator } = context;
  if (authenticator === undefined) {
    const errorMessage = 'SaslAuthenticate request received after successful authentication';
    respond({ errorCode: errorCodes.ILLEGAL_SASL_STATE, errorMessage, authBytes: Buffer.alloc(0) });
    return;
  }
  const answer = authenticator.authenticate(request.authBytes, broker.timers.now);
  if (answer.errorCode === errorCodes.NONE) {
    respond(answer);
    return;
  }
  broker.timers.schedule(broker.timers.now + failedLoginDelayMs, () => {
    respond(answer);
    context.closeConnection(answer.errorMessage ?? 'the login was refused');
  });
});
