package iot

import (
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

const (
	stateTopic   = "greenhouse/+/state"
	commandTopic = "greenhouse/commands"
)

type Gateway struct {
	client mqtt.Client
	states chan State
}

type State struct {
	Topic   string
	Payload []byte
}

func Open(broker string) (*Gateway, error) {
	g := &Gateway{states: make(chan State, 64)}
	opts := mqtt.NewClientOptions().
		AddBroker(broker).
		SetClientID("greenhouse-gw").
		SetKeepAlive(30*time.Second).
		SetWill("greenhouse/gw/status", "offline", 1, true)
	opts.OnConnect = func(c mqtt.Client) {
		if t := c.Subscribe(stateTopic, 1, g.onState); t.Wait() && t.Error() != nil {
			log.Printf("subscribe: %v", t.Error())
		}
	}
	g.client = mqtt.NewClient(opts)
	if t := g.client.Connect(); t.Wait() && t.Error() != nil {
		return nil, fmt.Errorf("connect: %w", t.Error())
	}
	return g, nil
}

func (g *Gateway) onState(_ mqtt.Client, m mqtt.Message) {
	g.states <- State{Topic: m.Topic(), Payload: m.Payload()}
}

func (g *Gateway) Command(valve string) error {
	t := g.client.Publish(commandTopic, 1, false, valve)
	t.WaitTimeout(2 * time.Second)
	return t.Error()
}
