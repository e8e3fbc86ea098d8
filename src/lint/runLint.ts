/** The entry of the bundle that `cli.cjs lint` loads: the command on the process's own streams. */
import { lintCommand } from './command.ts';
import { bundledGrammars } from './grammars.ts';

/** The exit code. */
export function runLint(args: readonly string[]): Promise<number> {
  return lintCommand(args, bundledGrammars(), process.env['EDDY_VERSION'] ?? '0.0.0', {
    out: (text) => process.stdout.write(text),
    complain: (text) => process.stderr.write(text),
  });
}
