package pipeline

import (
	"context"
	"encoding/json"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill-kafka/v2/pkg/kafka"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
	"github.com/ThreeDotsLabs/watermill/message/router/plugin"
)

type orderPlaced struct {
	OrderID string `json:"order_id"`
	Total   int64  `json:"total"`
}

func Build(brokers []string, logger watermill.LoggerAdapter) (*message.Router, error) {
	pub, err := kafka.NewPublisher(kafka.PublisherConfig{
		Brokers:   brokers,
		Marshaler: kafka.DefaultMarshaler{},
	}, logger)
	if err != nil {
		return nil, err
	}
	sub, err := kafka.NewSubscriber(kafka.SubscriberConfig{
		Brokers:       brokers,
		Unmarshaler:   kafka.DefaultMarshaler{},
		ConsumerGroup: "order-pipeline",
	}, logger)
	if err != nil {
		return nil, err
	}

	router, err := message.NewRouter(message.RouterConfig{CloseTimeout: 10 * time.Second}, logger)
	if err != nil {
		return nil, err
	}
	router.AddPlugin(plugin.SignalsHandler)
	router.AddMiddleware(middleware.Recoverer, middleware.CorrelationID)

	router.AddHandler(
		"invoice_on_order", // handler name
		"orders-placed",
		sub,
		"invoices-requested",
		pub,
		toInvoice,
	)
	router.AddNoPublisherHandler("log_invoice", "invoices-issued", sub, func(msg *message.Message) error {
		logger.Info("invoice issued", watermill.LogFields{"uuid": msg.UUID})
		return nil
	})

	go func() {
		m := message.NewMessage(watermill.NewUUID(), []byte(`{"status":"up"}`))
		_ = pub.Publish("pipeline-status", m)
	}()
	return router, nil
}

func toInvoice(msg *message.Message) ([]*message.Message, error) {
	var o orderPlaced
	if err := json.Unmarshal(msg.Payload, &o); err != nil {
		return nil, err
	}
	out, _ := json.Marshal(map[string]any{"order": o.OrderID, "amount": o.Total})
	return []*message.Message{message.NewMessage(watermill.NewUUID(), out)}, nil
}

func Run(ctx context.Context, r *message.Router) error { return r.Run(ctx) }
