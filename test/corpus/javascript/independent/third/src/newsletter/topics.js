const mailchimp = require('@mailchimp/mailchimp_marketing');
const { getMessaging } = require('firebase-admin/messaging');

const TOPICS = {
  PRODUCT: 'product-updates',
  EVENTS: 'local-events',
};

async function subscribe(email, topics = [TOPICS.PRODUCT]) {
  await mailchimp.lists.addListMember(process.env.LIST_ID, {
    email_address: email,
    status: 'subscribed',
    tags: topics,
  });
}

async function push(title, body) {
  return getMessaging().send({ topic: TOPICS.EVENTS, notification: { title, body } });
}

async function pushAll(messages) {
  return getMessaging().sendEach(
    messages.map((m) => ({ topic: 'local-events', notification: m, apns: { payload: { aps: { sound: 'default' } } } })),
  );
}

module.exports = { subscribe, push, pushAll, TOPICS };
