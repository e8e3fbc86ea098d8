package replay

import (
	"testing"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

const offsetTimeout = 3 * time.Second

func newMock(t *testing.T) *kafka.MockCluster {
	t.Helper()
	mc, err := kafka.NewMockCluster(1)
	if err != nil {
		t.Fatalf("mock cluster: %v", err)
	}
	t.Cleanup(mc.Close)
	return mc
}

func TestAssignAtOffset(t *testing.T) {
	mc := newMock(t)
	topic := "trades-eod"
	if err := mc.CreateTopic(topic, 1, 1); err != nil {
		t.Fatal(err)
	}

	p, err := kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": mc.BootstrapServers()})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	for _, v := range []string{"AAPL", "MSFT", "SAP"} {
		p.ProduceChannel() <- &kafka.Message{
			TopicPartition: kafka.TopicPartition{Topic: &topic, Partition: 0},
			Value:          []byte(v),
		}
	}
	p.Flush(2000)

	c, err := kafka.NewConsumer(&kafka.ConfigMap{
		"bootstrap.servers": mc.BootstrapServers(),
		"group.id":          "replay-test",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()

	if err := c.Assign([]kafka.TopicPartition{{Topic: &topic, Partition: 0, Offset: kafka.Offset(1)}}); err != nil {
		t.Fatal(err)
	}
	msg, err := c.ReadMessage(offsetTimeout)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(msg.Value); got != "MSFT" {
		t.Errorf("first message = %q, want MSFT", got)
	}
}

func TestWatermarks(t *testing.T) {
	mc := newMock(t)
	c, err := kafka.NewConsumer(&kafka.ConfigMap{"bootstrap.servers": mc.BootstrapServers(), "group.id": "wm"})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Subscribe("trades-intraday", nil); err != nil {
		t.Fatal(err)
	}
	low, high, err := c.QueryWatermarkOffsets("trades-intraday", 0, 1000)
	if err != nil {
		t.Skip(err)
	}
	if low > high {
		t.Errorf("low %d > high %d", low, high)
	}
}
