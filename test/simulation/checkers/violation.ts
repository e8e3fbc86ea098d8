/** What a checker throws at the first history that must not happen. */
export class SafetyViolation extends Error {
  override readonly name = 'SafetyViolation';
}

/** @throws SafetyViolation */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new SafetyViolation(message);
}
