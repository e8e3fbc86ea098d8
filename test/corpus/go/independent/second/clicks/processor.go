package clicks

import (
	"context"
	"log"

	"github.com/lovoo/goka"
	"github.com/lovoo/goka/codec"
)

var (
	brokers             = []string{"127.0.0.1:9092"}
	clicks  goka.Stream = "site-clicks"
	group   goka.Group  = "click-counter"
)

type counter struct {
	max int64
}

func (c *counter) process(ctx goka.Context, msg interface{}) {
	var n int64
	if val := ctx.Value(); val != nil {
		n = val.(int64)
	}
	n++
	ctx.SetValue(n)
	if n%c.max == 0 {
		log.Printf("user %s made %d clicks (last: %v)", ctx.Key(), n, msg)
	}
}

// Emit pushes one click; only used by the load generator.
func Emit(user, page string) error {
	e, err := goka.NewEmitter(brokers, clicks, new(codec.String))
	if err != nil {
		return err
	}
	defer e.Finish()
	return e.EmitSync(user, page)
}

func Run(ctx context.Context) error {
	tmc := goka.NewTopicManagerConfig()
	tmc.Table.Replication = 1
	tmc.Stream.Replication = 1

	c := &counter{max: 100}
	g := goka.DefineGroup(group,
		goka.Input(clicks, new(codec.String), c.process),
		goka.Input("site-clicks-backfill", new(codec.String), c.process),
		goka.Persist(new(codec.Int64)),
	)
	p, err := goka.NewProcessor(brokers, g,
		goka.WithTopicManagerBuilder(goka.TopicManagerBuilderWithTopicManagerConfig(tmc)),
	)
	if err != nil {
		return err
	}
	return p.Run(ctx)
}
