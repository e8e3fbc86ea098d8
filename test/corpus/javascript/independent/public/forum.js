// Forum front page: topics, posts and a tiny event bus.
// No message broker behind it.
(function () {
  const form = document.querySelector('#new-topic');
  const list = document.getElementById('topics');
  const producer = { send: (m) => fetch('/api/topics', { method: 'POST', body: JSON.stringify(m) }) };
  const consumer = new EventTarget();

  const fixtures = [
    { topic: 'Welcome', messages: ['first post'] },
    { topic: 'kafka-vs-rabbit', messages: [] },
  ];

  function render(items) {
    list.innerHTML = items.map((i) => `<li data-topic="${i.topic}">${i.topic}</li>`).join('');
  }

  form.addEventListener('submit', async (e) => {
    e.preventDefault();
    await producer.send({ topic: 'new-discussion', messages: [form.elements.text.value] });
    consumer.dispatchEvent(new CustomEvent('topic-created'));
    window.PubSub.subscribe('topics.refresh', () => render(fixtures));
    window.PubSub.publish('topics.refresh', { topics: ['a', 'b'] });
  });

  consumer.addEventListener('topic-created', () => render(fixtures));
  window.store.subscribe(() => console.log('store changed, kafka is not involved'));
  window.phoenixSocket.channel('topic:lobby', {}).join();
  render(fixtures);
})();
