package events

import (
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/IBM/sarama"
	"github.com/go-kit/log"
	"github.com/go-kit/log/level"
)

type Kind string

const (
	UserRegistered Kind = "UserRegistered"
	UserVerified   Kind = "UserVerified"
	PasswordReset  Kind = "PasswordReset"
)

var routes = map[Kind]string{
	UserRegistered: "accounts.registrations",
	UserVerified:   "accounts.verifications",
	PasswordReset:  "accounts.security",
}

type Envelope struct {
	Kind    Kind            `json:"kind"`
	At      time.Time       `json:"at"`
	Payload json.RawMessage `json:"payload"`
}

type Bus struct {
	async  sarama.AsyncProducer
	logger log.Logger
	wg     sync.WaitGroup
}

func NewBus(async sarama.AsyncProducer, logger log.Logger) *Bus {
	b := &Bus{async: async, logger: logger}
	b.wg.Add(1)
	go func() {
		defer b.wg.Done()
		for e := range async.Errors() {
			level.Error(b.logger).Log("msg", "delivery failed", "topic", e.Msg.Topic, "err", e.Err)
		}
	}()
	return b
}

func (b *Bus) Emit(kind Kind, key string, payload any) error {
	topic, ok := routes[kind]
	if !ok {
		return fmt.Errorf("no route for %q", kind)
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	body, err := json.Marshal(Envelope{Kind: kind, At: time.Now().UTC(), Payload: raw})
	if err != nil {
		return err
	}
	b.async.Input() <- &sarama.ProducerMessage{
		Topic:    topic,
		Key:      sarama.StringEncoder(key),
		Value:    sarama.ByteEncoder(body),
		Metadata: kind,
	}
	return nil
}

func (b *Bus) Close() {
	b.async.AsyncClose()
	b.wg.Wait()
}
