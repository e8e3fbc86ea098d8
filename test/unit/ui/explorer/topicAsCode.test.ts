/** A topic as code: what is written is what those tools read. */
import assert from 'node:assert/strict';
import { kafkaTopicsCommand, strimziTopic, terraformTopic } from '../../../../src/ui/explorer/topicAsCode.ts';

const plain = {
  name: 'ecommerce.order.event.created.v1',
  partitions: 3,
  replicationFactor: 2,
  configs: { 'retention.ms': '86400000', 'cleanup.policy': 'compact,delete' },
};
const odd = {
  name: '_Orders__2',
  partitions: 1,
  replicationFactor: 1,
  configs: { 'x.y': `it's \${a} %{b}` },
};

describe('a topic as code', () => {
  it('is a command', () => {
    assert.equal(
      kafkaTopicsCommand(plain, ['a:1', 'b:2']),
      `kafka-topics.sh \\
  --bootstrap-server a:1,b:2 \\
  --create --topic ecommerce.order.event.created.v1 \\
  --partitions 3 \\
  --replication-factor 2 \\
  --config cleanup.policy=compact,delete \\
  --config retention.ms=86400000
`,
    );
    assert.match(kafkaTopicsCommand(odd, ['a:1']), /--config 'x\.y=it'\\''s \$\{a\} %\{b\}'/);
  });

  it('is a Strimzi resource, with a name that Kubernetes takes', () => {
    assert.equal(
      strimziTopic(plain, 'My Cluster'),
      `apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: ecommerce.order.event.created.v1
  labels:
    strimzi.io/cluster: my-cluster
spec:
  partitions: 3
  replicas: 2
  config:
    cleanup.policy: "compact,delete"
    retention.ms: 86400000
`,
    );
    assert.match(strimziTopic(odd, 'c'), /name: orders--2\n[\s\S]*topicName: "_Orders__2"/);
    assert.match(strimziTopic({ ...odd, name: '___' }, 'c'), /name: topic\n/);
  });

  it('is a Terraform resource, in which nothing is a template', () => {
    assert.equal(
      terraformTopic(odd),
      `resource "kafka_topic" "_Orders__2" {
  name               = "_Orders__2"
  partitions         = 1
  replication_factor = 1

  config = {
    "x.y" = "it's $\${a} %%{b}"
  }
}
`,
    );
    assert.doesNotMatch(terraformTopic({ ...plain, configs: {} }), /config/);
  });
});
