package publisher

import (
	"testing"

	"github.com/IBM/sarama"
	"github.com/IBM/sarama/mocks"
)

func newPublisher(p sarama.SyncProducer, topic string) *Publisher { return &Publisher{p, topic} }

type Publisher struct {
	producer sarama.SyncProducer
	topic    string
}

func (p *Publisher) Send(key, body string) error {
	msg := &sarama.ProducerMessage{
		Topic: p.topic,
		Key:   sarama.StringEncoder(key),
		Value: sarama.StringEncoder(body),
	}
	_, _, err := p.producer.SendMessage(msg)
	return err
}

func TestPublisher(t *testing.T) {
	mp := mocks.NewSyncProducer(t, nil)
	mp.ExpectSendMessageAndSucceed()
	pub := newPublisher(mp, "mail.outbound")
	if err := pub.Send("a", "b"); err != nil {
		t.Fatal(err)
	}
	mc := mocks.NewConsumer(t, nil)
	mc.SetTopicMetadata(map[string][]int32{"mail.inbound": {0, 1}})
	pc := mc.ExpectConsumePartition("mail.inbound", 0, sarama.OffsetOldest)
	pc.YieldMessage(&sarama.ConsumerMessage{Topic: "mail.inbound", Value: []byte("x")})
}
