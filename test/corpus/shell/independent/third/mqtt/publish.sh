#!/bin/bash
BROKER=localhost
mosquitto_pub -h $BROKER -t home/kitchen/light -m on -r
mosquitto_sub -h $BROKER -t 'home/+/light' -C 3
mosquitto_pub -h $BROKER --topic home/status -m online

nats pub orders.created '{"id": 1}'
redis-cli PUBLISH orders created
rabbitmqadmin declare exchange name=orders type=topic
rostopic pub /cmd_vel geometry_msgs/Twist "linear: {x: 0.2}"
