/** A configuration value has been set, in the metadata log (KIP-631). */
import { int8, message, string, struct } from '../schema.ts';

export const configRecord = message({
  key: 4,
  name: 'ConfigRecord',
  versions: [0, 0],
  flexible: 0,
  struct: struct({
    // 2 topic, 4 broker, 16 client metrics, 32 group.
    resourceType: int8(),
    resourceName: string(),
    name: string(),
    // Null: the key is back at its default.
    value: string({ nullable: true }),
  }),
});
