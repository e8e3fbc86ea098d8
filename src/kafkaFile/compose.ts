/**
 * A record as a PRODUCER block that produces it again, byte for byte. What the language would read otherwise (templates, separators,
 * properties) is written in base64.
 */
import { base64, isHeaderText, isLineText, isValueText, writeProducerText } from './producerText.ts';

interface ComposedRecord {
  readonly topic: string;
  readonly key: Uint8Array | null;
  /** null = tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array }[];
}

const asBase64 = 'string(base64)';

/** Ends with the separator and a newline, so that blocks can be put one after the other. */
export function composeProducer({ topic, key, value, headers }: ComposedRecord): string {
  const [keyText, valueText] = [key, value].map((bytes) => (bytes === null ? undefined : plainText(bytes)));
  const keyIsPlain = keyText !== undefined && isLineText(keyText);
  const valueIsPlain = valueText !== undefined && isValueText(valueText);
  const lost = headers.filter(({ key: name, value: bytes }) => {
    const text = plainText(bytes);
    return text === undefined || !isHeaderText(name) || !isHeaderText(text);
  });
  const block = writeProducerText({
    topic,
    key: key === null || key.length === 0 ? '' : keyIsPlain ? keyText : base64(key),
    keyFormat: key === null || key.length === 0 || keyIsPlain ? '' : asBase64,
    value: value === null ? '' : valueIsPlain ? valueText : base64(value),
    valueFormat: value === null || valueIsPlain || value.length === 0 ? '' : asBase64,
    tombstone: value === null,
    headers: headers
      .filter((header) => !lost.includes(header))
      .map((header) => ({ key: header.key, value: plainText(header.value) ?? '' })),
    partition: null,
    timestamp: '',
    acks: '',
    every: '',
  });
  const notes = [
    ...(key?.length === 0 ? ['a key of no bytes'] : []),
    ...(lost.length > 0 ? [`headers ${lost.length} of ${headers.length}`] : []),
  ].map((what) => `-- left out, for a block cannot say it: ${what}\n`);
  return block.replace(/\n/, `\n${notes.join('')}`);
}

/** undefined for bytes that are not text, or that the language would take for a template. */
function plainText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const same = new TextEncoder().encode(text);
  const isSame = same.length === bytes.length && same.every((byte, index) => byte === bytes[index]);
  return isSame && !text.includes('\0') && !text.includes('{{') ? text : undefined;
}
