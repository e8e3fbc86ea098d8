import $ from 'jquery';
import { fetchTopics, createTopic } from './api.js';

const state = { topic: 'javascript', topics: ['javascript', 'css', 'html'], page: 1 };

function render(list) {
  $('#topics').html(
    list.map((t) => `<li data-topic="${t.slug}">${t.title} (${t.posts})</li>`).join(''),
  );
}

async function load() {
  const { topics } = await fetchTopics({ topic: state.topic, page: state.page });
  render(topics);
}

$('#new-topic').on('submit', async (e) => {
  e.preventDefault();
  await createTopic({ topic: 'help-wanted', title: $('#title').val() });
  await load();
});

$(document).on('click', '#topics li', function () {
  state.topic = $(this).data('topic');
  window.dataLayer.push({ event: 'topic_view', topic: 'blog' });
  load();
});

load();
