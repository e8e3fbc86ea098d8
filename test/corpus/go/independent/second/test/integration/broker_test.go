//go:build integration

package integration

import (
	"context"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/stretchr/testify/suite"
	tckafka "github.com/testcontainers/testcontainers-go/modules/kafka"
)

type BrokerSuite struct {
	suite.Suite
	ctr     *tckafka.KafkaContainer
	brokers []string
}

func (s *BrokerSuite) SetupSuite() {
	ctx := context.Background()
	ctr, err := tckafka.Run(ctx, "confluentinc/confluent-local:7.5.0", tckafka.WithClusterID("it-cluster"))
	s.Require().NoError(err)
	s.ctr = ctr
	s.brokers, err = ctr.Brokers(ctx)
	s.Require().NoError(err)

	conn, err := kafka.Dial("tcp", s.brokers[0])
	s.Require().NoError(err)
	defer conn.Close()

	controller, err := conn.Controller()
	s.Require().NoError(err)
	cc, err := kafka.Dial("tcp", net.JoinHostPort(controller.Host, strconv.Itoa(controller.Port)))
	s.Require().NoError(err)
	defer cc.Close()

	s.Require().NoError(cc.CreateTopics(
		kafka.TopicConfig{Topic: "it.bookings", NumPartitions: 2, ReplicationFactor: 1},
		kafka.TopicConfig{
			Topic:             "it.bookings.retry",
			NumPartitions:     1,
			ReplicationFactor: 1,
			ConfigEntries:     []kafka.ConfigEntry{{ConfigName: "retention.ms", ConfigValue: "60000"}},
		},
	))
}

func (s *BrokerSuite) TearDownSuite() {
	s.Require().NoError(s.ctr.Terminate(context.Background()))
}

func (s *BrokerSuite) TestRoundTrip() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()

	w := &kafka.Writer{Addr: kafka.TCP(s.brokers...), Balancer: kafka.Murmur2Balancer{}}
	defer w.Close()
	s.Require().NoError(w.WriteMessages(ctx,
		kafka.Message{Topic: "it.bookings", Key: []byte("b1"), Value: []byte("confirmed")},
	))

	r := kafka.NewReader(kafka.ReaderConfig{Brokers: s.brokers, Topic: "it.bookings", Partition: 0, MaxWait: time.Second})
	defer r.Close()
	m, err := r.ReadMessage(ctx)
	s.Require().NoError(err)
	s.Equal("confirmed", string(m.Value))
}

func TestBrokerSuite(t *testing.T) { suite.Run(t, new(BrokerSuite)) }
