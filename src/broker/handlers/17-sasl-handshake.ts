/** SaslHandshake: the mechanism of a login. On a listener without logins it is out of place. */
import { errorCodes } from '../../protocol/errors.ts';
import { saslHandshakeApi } from '../../protocol/messages/saslHandshake.ts';
import { handler } from './handler.ts';

export const saslHandshake = handler(saslHandshakeApi, (_broker, request, context, respond) => {
  const { authenticator } = context;
  if (authenticator === undefined) {
    respond({ errorCode: errorCodes.ILLEGAL_SASL_STATE, mechanisms: [] });
    return;
  }
  const answer = authenticator.handshake(request.mechanism, context.apiVersion);
  respond(answer);
  if (answer.errorCode !== errorCodes.NONE) context.closeConnection('the login was refused');
});
