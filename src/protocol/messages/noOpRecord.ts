/** Nothing, in the metadata log: written now and then so that its high watermark moves (KIP-835). */
import { message, struct } from '../schema.ts';

export const noOpRecord = message({
  key: 20,
  name: 'NoOpRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({}),
});
