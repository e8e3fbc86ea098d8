/** Ids in Kafka's printed form, drawn from the randomness that is handed in. */

/** @returns 22 characters of base64url: 16 random bytes, never beginning with '-', as Kafka avoids for its tools */
export function randomUuid(random: () => number): string {
  for (;;) {
    const bytes = Buffer.alloc(16);
    for (let index = 0; index < bytes.length; index++) bytes[index] = Math.floor(random() * 256);
    const text = bytes.toString('base64url');
    if (!text.startsWith('-')) return text;
  }
}
