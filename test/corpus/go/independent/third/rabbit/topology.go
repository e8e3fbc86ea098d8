package rabbit

import (
	"context"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

const (
	exchange     = "warehouse.topic"
	exchangeKind = "topic"
	queue        = "warehouse.picking"
)

type Client struct {
	ch *amqp.Channel
}

func Setup(url string) (*Client, error) {
	conn, err := amqp.DialConfig(url, amqp.Config{Heartbeat: 5 * time.Second})
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	ch, err := conn.Channel()
	if err != nil {
		return nil, err
	}
	if err := ch.ExchangeDeclare(exchange, exchangeKind, true, false, false, false, nil); err != nil {
		return nil, err
	}
	q, err := ch.QueueDeclare(queue, true, false, false, false, amqp.Table{"x-dead-letter-exchange": "warehouse.dlx"})
	if err != nil {
		return nil, err
	}
	for _, topic := range []string{"pick.created.*", "pick.cancelled.#"} {
		if err := ch.QueueBind(q.Name, topic, exchange, false, nil); err != nil {
			return nil, fmt.Errorf("bind topic %s: %w", topic, err)
		}
	}
	return &Client{ch: ch}, nil
}

func (c *Client) Send(ctx context.Context, body []byte) error {
	topic := "pick.created.eu"
	return c.ch.PublishWithContext(ctx, exchange, topic, false, false, amqp.Publishing{
		ContentType: "application/json",
		Body:        body,
	})
}

func (c *Client) Consume() (<-chan amqp.Delivery, error) {
	return c.ch.Consume(queue, "picker", false, false, false, false, nil)
}
