#!/bin/bash
# Replays yesterday's dead letters into the main topic.
set -e

DEAD_TOPIC="shipments-dead"
MAIN_TOPIC=${MAIN_TOPIC:-shipments}
FROM=$(date -d yesterday +%s)000

usage() {
  echo "usage: $0 [-n]" >&2
  exit 64
}

while getopts n opt; do
  case $opt in
    n) DRY=1 ;;
    *) usage ;;
  esac
done

kcat -b kafka:9092 -C -e -q -o "s@$FROM" -t "$DEAD_TOPIC" -f '%k\t%s\n' > /tmp/dead.tsv
echo "$(wc -l < /tmp/dead.tsv) records"

if [ -z "$DRY" ]; then
  kcat -b kafka:9092 -P -K '\t' -t "$MAIN_TOPIC" < /tmp/dead.tsv
fi
