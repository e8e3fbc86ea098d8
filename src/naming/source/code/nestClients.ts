/**
 * NestJS's clients have one type for every broker, `ClientProxy`; which broker it is stands in a decorator or in what
 * made the client. Here such a client gets the type it has in truth.
 */

const saysKafka = /Transport\.KAFKA|@Inject\([^)]*kafka/i;
const isProxy = /\bClientProxy\b|@Client\(|^ClientProxyFactory\.create\(/;

/** The type of the client that the text declares or makes; undefined where the text is about something else. */
export function nestClientType(text: string): 'ClientKafka' | undefined {
  return text.length < longest && isProxy.test(text) && saysKafka.test(text) ? 'ClientKafka' : undefined;
}

/** The text of a declaration is short; that of a whole module need not be looked through. */
const longest = 1000;
