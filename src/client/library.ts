/**
 * The one door to the Kafka client library, and the entry of its own bundle, which is loaded on first use:
 * others import its types and `loadLibrary`, never its values. It uses the library for connections, codecs
 * and versions; retries, groups and partial failures are ours, since the library rejects a whole call
 * when one partition of it fails.
 */
export {
  Base,
  decodeConsumerProtocolAssignment,
  decodeConsumerProtocolSubscription,
  encodeConsumerProtocolAssignment,
  encodeConsumerProtocolSubscription,
  kGetApi,
  kGetBootstrapConnection,
  kGetConnection,
  NumericMap,
  protocolErrors,
  protocolErrorsCodesById,
  UnsupportedApiError,
} from '@platformatic/kafka';
