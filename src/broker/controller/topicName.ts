/** Kafka's own rule for topic names (`Topic.validate` and `Topic.hasCollision`), with its reasons in our words. */

const legalCharacters = /^[a-zA-Z0-9._-]+$/;
const maxLength = 249;

/** @returns why Kafka refuses the name, or undefined when it is legal */
export function illegalTopicNameReason(name: string): string | undefined {
  if (name === '') return 'Topic name is illegal: it is empty.';
  if (name === '.' || name === '..') return `Topic name is illegal: '${name}' is reserved.`;
  if (name.length > maxLength) {
    return `Topic name is illegal: it has ${name.length} characters, the limit is ${maxLength}.`;
  }
  if (!legalCharacters.test(name)) {
    return `Topic name '${name}' is illegal: only letters, digits, '.', '_' and '-' are allowed.`;
  }
  return undefined;
}

/** Names that are equal once '.' reads as '_' would share their metrics, so Kafka refuses the second. */
export function collisionKey(name: string): string {
  return name.replaceAll('.', '_');
}
