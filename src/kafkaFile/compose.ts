/**
 * A record as a PRODUCER block that produces it again, byte for byte. What the language would read otherwise (templates, separators,
 * properties) is written in base64.
 */

interface ComposedRecord {
  readonly topic: string;
  readonly key: Uint8Array | null;
  /** null = tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly { readonly key: string; readonly value: Uint8Array }[];
}

/** Ends with the separator and a newline, so that blocks can be put one after the other. */
export function composeProducer({ topic, key, value, headers }: ComposedRecord): string {
  const lines = ['PRODUCER', `topic: ${topic}`];
  if (key?.length === 0) lines.push('-- left out, for a block cannot say it: a key of no bytes');
  else if (key !== null) {
    const text = plainText(key);
    const isPlain = text !== undefined && isKeyText(text);
    lines.push(...(isPlain ? [`key: ${text}`] : [`key: ${base64(key)}`, 'key-format: string(base64)']));
  }
  const written = headers.flatMap((header) => {
    const text = plainText(header.value);
    return text !== undefined && isHeaderText(header.key) && isHeaderText(text)
      ? [`${header.key}=${text}`]
      : [];
  });
  if (written.length > 0) lines.push(`headers: ${written.join(', ')}`);
  if (written.length < headers.length) {
    lines.push(
      `-- left out, for this line cannot hold them: headers ${headers.length - written.length} of ${headers.length}`,
    );
  }
  if (value === null) lines.push('-- @tombstone');
  else if (value.length === 0) lines.push('-- left out, for a block cannot say it: a value of no bytes');
  else {
    const text = plainText(value);
    const isPlain = text !== undefined && isValueText(text);
    lines.push(...(isPlain ? [text] : ['value-format: string(base64)', base64(value)]));
  }
  return `${lines.join('\n')}\n###\n`;
}

/** undefined for bytes that are not text. */
function plainText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const same = new TextEncoder().encode(text);
  const isSame = same.length === bytes.length && same.every((byte, index) => byte === bytes[index]);
  return isSame && !text.includes('\0') && !text.includes('{{') ? text : undefined;
}

function isKeyText(text: string): boolean {
  return text !== '' && text === text.trim() && !/[\r\n]/.test(text);
}

function isHeaderText(text: string): boolean {
  return isKeyText(text) && !/[=,]/.test(text);
}

/** The first line must not be a property or a comment, and no line may end the block. */
function isValueText(text: string): boolean {
  const looksLikeSyntax =
    /^(--|(topic|key|headers|key-format|value-format|every|value-schema|key-schema):)/.test(text);
  return (
    text !== '' && text === text.trim() && !looksLikeSyntax && !/^###/m.test(text) && !text.includes('\r')
  );
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
