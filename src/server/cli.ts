/** The command line: the same cluster without VS Code. Each command is a file; this one chooses. */
import { brokerCommand } from './brokerCommand.ts';
import { steeringHelp } from './steering.ts';
import { UsageError } from './usageError.ts';

const usage = `Usage: cli.cjs broker [options]
       cli.cjs lint [options] PATH...

broker starts a Kafka cluster on 127.0.0.1 and prints "ready 127.0.0.1:9092,..." when it serves.

  --port 9092             the first broker's port; the others follow it; 0 takes free ports
  --brokers 3             how many brokers, 1 to 9
  --topic name:partitions creates a topic; may be repeated
  --memory-limit 1024     MiB that the records of all brokers may take
  --data-dir DIR          keeps the cluster in files, and goes on where it ended; without it, in memory only
  --flush os|always       with --data-dir: os survives a crash of the process, always one of the machine, too
  --tls CERT,KEY          listeners speak TLS, with these PEM files
  --tls-client-ca CA      with --tls: clients need a certificate that this authority has signed
  --sasl MECHANISM        clients log in: plain, scram-sha-256 or scram-sha-512; may be repeated
  --user name:password    with --sasl: who may log in; may be repeated
  --max-reauth-ms 0       with --sasl: so long a login holds; 0 for as long as its connection
  --enforce-naming        topics that break the naming convention are refused, with the reason
  --advertise HOST        the host that brokers tell clients to connect to, in place of 127.0.0.1

Lines on standard input steer it:

${steeringHelp}
lint finds the topic names in files and folders, in code, configuration and infrastructure, and says which Kafka would
refuse and which break the convention: that of the nearest .eddy/naming.json, else Eddy's. .gitignore is honoured. It
exits with 0 when there is nothing to say, with 1 when there is, with 2 when it was called wrongly, with 3 when it failed.

  --format text           text, json or sarif
  --all                   every topic name, not only those that something is said of
  --fail-on warning       how grave a finding makes it exit with 1: error, warning, info or hint
  --config FILE           in place of the nearest .eddy/naming.json
`;

async function main(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args.some((one) => one === '--help' || one === '-h') ? ['help'] : args;
  switch (command) {
    case 'broker':
      return brokerCommand(rest);
    case 'lint': {
      const { runLint } = await import('../lint/runLint.ts');
      process.exitCode = await runLint(rest);
      return;
    }
    case 'help':
      process.stdout.write(usage);
      return;
    default:
      throw new UsageError(command === undefined ? 'a command is missing' : `there is no command ${command}`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`eddy: ${message}\n`);
  if (error instanceof UsageError) process.stderr.write('Try --help.\n');
  process.exit(error instanceof UsageError ? 2 : 1);
});
