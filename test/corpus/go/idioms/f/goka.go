package main

import (
	"context"

	"github.com/lovoo/goka"
	"github.com/lovoo/goka/codec"
)

var (
	brokers             = []string{"localhost:9092"}
	input   goka.Stream = "clicks-in"
	group   goka.Group  = "click-counter"
	output              = goka.Stream("clicks-out")
)

func process(ctx goka.Context, msg interface{}) {
	ctx.SetValue(msg)
	ctx.Emit(output, ctx.Key(), msg)
}

func main() {
	g := goka.DefineGroup(group,
		goka.Input(input, new(codec.String), process),
		goka.Input("clicks-extra", new(codec.String), process),
		goka.Output(output, new(codec.String)),
		goka.Persist(new(codec.Int64)),
	)
	p, _ := goka.NewProcessor(brokers, g)
	e, _ := goka.NewEmitter(brokers, "clicks-raw", new(codec.String))
	defer e.Finish()
	_ = p.Run(context.Background())
}
