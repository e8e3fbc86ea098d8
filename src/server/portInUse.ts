/** A port that the cluster should listen on belongs to somebody else. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is in use. Choose another port, or stop what listens there.`);
    this.port = port;
  }
}
