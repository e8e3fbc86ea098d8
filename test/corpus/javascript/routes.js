import express from 'express';
import { kafkaHealth } from './kafka/health.js';

const app = express();
app.get('/topics', (request, response) => response.send({ topic: 'orders' }));
app.post('/send', (request, response) => {
  request.app.locals.queue.publish('orders', request.body);
  response.send('accepted');
});
app.use('/health', kafkaHealth({ topic: 'health' }));
