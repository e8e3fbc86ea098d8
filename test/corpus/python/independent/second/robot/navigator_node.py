import rospy
import paho.mqtt.client as mqtt
from geometry_msgs.msg import Twist
from sensor_msgs.msg import LaserScan


class Navigator:
    def __init__(self):
        rospy.init_node("navigator")
        self.cmd = rospy.Publisher("/cmd_vel", Twist, queue_size=10)
        rospy.Subscriber("/scan", LaserScan, self.on_scan)
        self.bridge = mqtt.Client(client_id="navigator")
        self.bridge.on_message = self.on_mqtt
        self.bridge.connect("localhost", 1883)
        self.bridge.subscribe("robots/commands", qos=1)
        self.bridge.subscribe([("robots/stop", 0), ("robots/resume", 0)])
        self.bridge.loop_start()

    def on_scan(self, scan):
        twist = Twist()
        twist.linear.x = 0.3 if min(scan.ranges) > 0.5 else 0.0
        self.cmd.publish(twist)
        self.bridge.publish(topic="robots/telemetry", payload=str(min(scan.ranges)))

    def on_mqtt(self, client, userdata, msg):
        rospy.loginfo("%s: %s", msg.topic, msg.payload)
        if msg.topic == "robots/stop":
            self.cmd.publish(Twist())


if __name__ == "__main__":
    Navigator()
    rospy.spin()
