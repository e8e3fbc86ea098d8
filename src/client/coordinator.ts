/**
 * Requests to the coordinator of one group. It remembers where the coordinator is and forgets it when an
 * answer or a dead connection says that it moved; it does not retry.
 */
import { type KafkaError, toKafkaError } from './errors.ts';
import type { ApiName, ApiRequest, ApiResponse, BrokerAddress, Wire } from './wire.ts';

/** The coordinator moved, is loading, or is not there yet. */
export const coordinatorErrors: ReadonlySet<string> = new Set([
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
]);

const groupKeyType = 0;

interface CoordinatorAddress extends BrokerAddress {
  readonly id: number;
}

export class Coordinator {
  readonly #wire: Wire;
  readonly #groupId: string;
  #address: CoordinatorAddress | undefined;

  constructor(wire: Wire, groupId: string) {
    this.#wire = wire;
    this.#groupId = groupId;
  }

  /** @throws {KafkaError} e.g. `COORDINATOR_NOT_AVAILABLE` while the offsets topic is being created */
  async find(): Promise<CoordinatorAddress> {
    if (this.#address === undefined) {
      const response = await this.#wire.request('FindCoordinator', 'any', groupKeyType, [this.#groupId]);
      const found = response.coordinators[0];
      this.#wire.check(found?.errorCode ?? -1, found?.errorMessage);
      this.#address = { id: found?.nodeId ?? -1, host: found?.host ?? '', port: found?.port ?? 0 };
    }
    return this.#address;
  }

  async request<Name extends ApiName>(name: Name, ...request: ApiRequest<Name>): Promise<ApiResponse<Name>> {
    const address = await this.find();
    try {
      return await this.#wire.request(name, address, ...request);
    } catch (error) {
      this.#address = undefined;
      throw toKafkaError(error);
    }
  }

  /** The error of a code in the coordinator's answer; undefined for 0. */
  error(code: number): KafkaError | undefined {
    const error = this.#wire.error(code);
    if (error !== undefined && coordinatorErrors.has(error.name)) {
      this.#address = undefined;
    }
    return error;
  }

  /** @throws {KafkaError} unless `code` is 0 */
  check(code: number): void {
    const error = this.error(code);
    if (error !== undefined) {
      throw error;
    }
  }
}
