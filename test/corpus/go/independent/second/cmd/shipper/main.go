package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/IBM/sarama"
)

const (
	clientID       = "shipper-api"
	shipmentsTopic = "logistics.shipments.v2"
	headerSource   = "x-source"
	listenAddr     = ":8087"
)

type shipment struct {
	ID      string    `json:"id"`
	Carrier string    `json:"carrier"`
	Weight  float64   `json:"weight"`
	At      time.Time `json:"at"`
}

type server struct {
	producer sarama.SyncProducer
}

func newProducer(brokers []string) (sarama.SyncProducer, error) {
	cfg := sarama.NewConfig()
	cfg.ClientID = clientID
	cfg.Producer.RequiredAcks = sarama.WaitForAll
	cfg.Producer.Retry.Max = 8
	cfg.Producer.Return.Successes = true
	cfg.Producer.Partitioner = sarama.NewHashPartitioner
	return sarama.NewSyncProducer(brokers, cfg)
}

func (s *server) create(w http.ResponseWriter, r *http.Request) {
	var in shipment
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		http.Error(w, "bad payload", http.StatusBadRequest)
		return
	}
	if in.Carrier == "" {
		http.Error(w, "carrier is required", http.StatusUnprocessableEntity)
		return
	}
	body, _ := json.Marshal(in)
	partition, offset, err := s.producer.SendMessage(&sarama.ProducerMessage{
		Topic: shipmentsTopic,
		Key:   sarama.StringEncoder(in.ID),
		Value: sarama.ByteEncoder(body),
		Headers: []sarama.RecordHeader{
			{Key: []byte(headerSource), Value: []byte("http")},
		},
	})
	if err != nil {
		log.Printf("send to %s: %v", shipmentsTopic, err)
		http.Error(w, "unavailable", http.StatusServiceUnavailable)
		return
	}
	log.Printf("stored in topic(%s)/partition(%d)/offset(%d)", shipmentsTopic, partition, offset)
	w.WriteHeader(http.StatusAccepted)
}

func main() {
	p, err := newProducer(strings.Split(os.Getenv("KAFKA_BROKERS"), ","))
	if err != nil {
		log.Fatal(err)
	}
	defer p.Close()

	s := &server{producer: p}
	http.HandleFunc("/shipments", s.create)
	if err := http.ListenAndServe(listenAddr, nil); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
