package com.example.orders;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Tells the world of orders, and hears of coupons. */
@Component
public class OrderEvents {
  static final String ORDER_CREATED = "orderCreated";

  private final KafkaTemplate<String, String> kafka;

  public OrderEvents(KafkaTemplate<String, String> kafka) {
    this.kafka = kafka;
  }

  public void created(String orderId, String order) {
    kafka.send(ORDER_CREATED, orderId, order);
  }

  @KafkaListener(topics = "${app.topics.coupons:ecommerce.coupon.event.issued.v1}", groupId = "orders")
  void couponIssued(String coupon) {
    System.out.println("coupon " + coupon);
  }

  @KafkaListener(topics = "${app.topics.orders}", groupId = "mailing")
  void mail(String order) {
    System.out.println("mail for " + order);
  }
}
