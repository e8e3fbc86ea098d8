#!/bin/sh
# peek into topics with kcat / kafkacat
B="-b localhost:9092"

kcat $B -C -t telemetry-raw -o -10 -e
kcat $B -L -J | jq '.topics[].topic'
kafkacat -P $B -t telemetry_cmd -K: -l messages.txt
echo "k:v" | kcat -P $B -K: -t 'fleet.vehicle.cmd.stop.v1'
kcat -b localhost:9092 -G my-group telemetry-raw telemetry-gps
kcat $B -C -t "$1" -f 'Topic %t [%p] at offset %o: key %k: %s\n'
kafkacat -C -b localhost:9092 -tcompactForm -c 1
cat <<EOF | kcat -P $B -t telemetry-bulk
{"topic": "inner", "v": 1}
-t not-a-topic
EOF
