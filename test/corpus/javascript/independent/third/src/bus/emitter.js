const { EventEmitter } = require('events');
const { Kafka } = require('kafkajs');

class DomainBus extends EventEmitter {
  #producer;

  constructor(brokers) {
    super();
    this.#producer = new Kafka({ clientId: 'library', brokers }).producer();
    this.on('loan', (loan) => this.#forward('library.loans', loan.isbn, loan));
    this.on('return', (loan) => this.#forward('library.returns', loan.isbn, loan));
    this.on('reminder', (r) => this.#forward('library.reminders', r.member, r));
  }

  async open() {
    await this.#producer.connect();
    this.emit('open');
    return this;
  }

  #forward(topic, key, body) {
    return this.#producer
      .send({ topic, messages: [{ key, value: JSON.stringify(body) }] })
      .catch((err) => this.emit('error', err));
  }

  async close() {
    await this.#producer.disconnect();
    this.removeAllListeners();
  }
}

module.exports = { DomainBus };
