package inventory

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/IBM/sarama"
	"github.com/IBM/sarama/mocks"
	"github.com/stretchr/testify/require"
)

type stockMoved struct {
	SKU   string `json:"sku"`
	Delta int    `json:"delta"`
}

func encode(t *testing.T, v any) sarama.Encoder {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return sarama.ByteEncoder(b)
}

func TestSyncProducerChecksPayload(t *testing.T) {
	sp := mocks.NewSyncProducer(t, nil)
	sp.ExpectSendMessageWithCheckerFunctionAndSucceed(func(val []byte) error {
		var m stockMoved
		if err := json.Unmarshal(val, &m); err != nil {
			return err
		}
		if m.SKU == "" {
			return errors.New("sku missing")
		}
		return nil
	})

	_, _, err := sp.SendMessage(&sarama.ProducerMessage{
		Topic: "stock-moved",
		Value: encode(t, stockMoved{SKU: "A-1", Delta: -2}),
	})
	require.NoError(t, err)
	require.NoError(t, sp.Close())
}

func TestReplaysPartitionFromStart(t *testing.T) {
	c := mocks.NewConsumer(t, nil)
	c.ExpectConsumePartition("stock-snapshots", 0, sarama.OffsetOldest).
		YieldMessage(&sarama.ConsumerMessage{Key: []byte("A-1"), Value: []byte(`{"sku":"A-1","delta":7}`)})

	pc, err := c.ConsumePartition("stock-snapshots", 0, sarama.OffsetOldest)
	require.NoError(t, err)

	msg := <-pc.Messages()
	var m stockMoved
	require.NoError(t, json.Unmarshal(msg.Value, &m))
	require.Equal(t, 7, m.Delta)
	require.NoError(t, c.Close())
}
