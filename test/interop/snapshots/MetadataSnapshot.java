// Loads a metadata snapshot with Kafka's own reader into Kafka's own image, and prints what is in it as name=value.
import java.nio.file.Path;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.LogContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.MetadataProvenance;
import org.apache.kafka.metadata.MetadataRecordSerde;
import org.apache.kafka.server.common.OffsetAndEpoch;
import org.apache.kafka.snapshot.FileRawSnapshotReader;
import org.apache.kafka.snapshot.RecordsSnapshotReader;

public class MetadataSnapshot {
  public static void main(String[] arguments) throws Exception {
    var id = new OffsetAndEpoch(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
    var file = FileRawSnapshotReader.open(Path.of(arguments[0]), id);
    var reader =
        RecordsSnapshotReader.of(
            file, new MetadataRecordSerde(), BufferSupplier.create(), 8 << 20, true, new LogContext());
    var delta = new MetadataDelta.Builder().setImage(MetadataImage.EMPTY).build();
    while (reader.hasNext()) reader.next().records().forEach(record -> delta.replay(record.message()));
    delta.finishSnapshot();
    var end = reader.lastContainedLogOffset();
    var timestamp = reader.lastContainedLogTimestamp();
    var image = delta.apply(new MetadataProvenance(end, reader.lastContainedLogEpoch(), timestamp, true));
    System.out.println("end=" + end);
    System.out.println("timestamp=" + timestamp);
    System.out.println("version=" + image.features().metadataVersion().orElse(null));
    System.out.println("brokers=" + new TreeSet<>(image.cluster().brokers().keySet()));
    for (var name : new TreeSet<>(image.topics().topicsByName().keySet())) {
      var topic = image.topics().getTopic(name);
      System.out.println(name + "=" + topic.id() + " " + topic.partitions().size());
      topic.partitions().forEach((index, partition) -> System.out.println(
          name + "-" + index + "=" + partition.leader + " " + partition.leaderEpoch + " " + partition.partitionEpoch));
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
      System.out.println(name + ".configs=" + image.configs().configProperties(resource));
    }
  }
}
