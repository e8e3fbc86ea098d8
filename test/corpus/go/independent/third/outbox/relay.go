package outbox

import (
	"context"
	"database/sql"
	"time"

	"github.com/pkg/errors"
	"github.com/segmentio/kafka-go"
)

type topicName = string

const (
	subscriptionsTopic topicName = "subscriptions.lifecycle"
	invoicesTopic      topicName = "subscriptions.invoices"

	selectPending = `SELECT id, aggregate, payload FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`
	markSent      = `UPDATE outbox SET sent_at = now() WHERE id = $1`
)

type row struct {
	id        int64
	aggregate string
	payload   []byte
}

type Relay struct {
	DB     *sql.DB
	Writer *kafka.Writer
	Batch  int
}

func (r *Relay) toMessage(o row) kafka.Message {
	m := kafka.Message{Value: o.payload, Time: time.Now()}
	switch o.aggregate {
	case "invoice":
		m.Topic = invoicesTopic
	case "chargeback":
		m.Topic = "subscriptions.chargebacks"
	default:
		m.Topic = subscriptionsTopic
	}
	return m
}

func (r *Relay) Tick(ctx context.Context) (n int, err error) {
	tx, err := r.DB.BeginTx(ctx, nil)
	if err != nil {
		return 0, errors.Wrap(err, "begin")
	}
	defer tx.Rollback()

	rows, err := tx.QueryContext(ctx, selectPending, r.Batch)
	if err != nil {
		return 0, errors.Wrap(err, "select")
	}
	var pending []row
	for rows.Next() {
		var o row
		if err := rows.Scan(&o.id, &o.aggregate, &o.payload); err != nil {
			return 0, err
		}
		pending = append(pending, o)
	}
	_ = rows.Close()

	msgs := make([]kafka.Message, 0, len(pending))
	for _, o := range pending {
		msgs = append(msgs, r.toMessage(o))
	}
	if err := r.Writer.WriteMessages(ctx, msgs...); err != nil {
		return 0, errors.Wrap(err, "kafka")
	}
	for _, o := range pending {
		if _, err := tx.ExecContext(ctx, markSent, o.id); err != nil {
			return 0, err
		}
	}
	return len(pending), tx.Commit()
}
