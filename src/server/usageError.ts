/** The command line was not understood: the message says what, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
