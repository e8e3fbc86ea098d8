/** The command line: the same cluster and the same linter without VS Code. Each command is a file; this one chooses. */
import { brokerCommand } from './brokerCommand.ts';
import { UsageError } from './usageError.ts';

const usage = `Usage:
  cli.cjs broker [--port 9092] [--brokers 3] [--topic name:partitions]... [--memory-limit MiB]
      [--data-dir DIR [--flush os|always]]
      Starts a cluster on 127.0.0.1 and prints "ready 127.0.0.1:9092,..." when it serves.
      With --data-dir the cluster is kept in files as Kafka's, and goes on where it ended; without, in memory only.
      --flush os survives a crash of the process, --flush always also one of the machine.
      Commands on standard input: kill N, stop N, start N, isolate N, slow N [milliseconds], heal [N], status.
      Ends with standard input's "quit" or a signal.
`;

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  switch (command) {
    case 'broker':
      return brokerCommand(rest);
    case 'help':
    case '--help':
    case '-h':
      process.stdout.write(usage);
      return;
    default:
      throw new UsageError(command === undefined ? 'a command is missing' : `there is no command ${command}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`eddy: ${message}\n`);
  if (error instanceof UsageError) process.stderr.write(usage);
  process.exit(error instanceof UsageError ? 2 : 1);
});
