package com.pixbox.media;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import lombok.extern.slf4j.Slf4j;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.util.List;
import java.util.Properties;

import static java.util.Arrays.asList;

@Slf4j
public class ThumbnailWorker {

    interface Topics {
        String UPLOADS = "media-uploads";
        String REPROCESS = "media-reprocess";
        String THUMBNAILS = "media-thumbnails";
    }

    private final Resizer resizer = new Resizer(320, 240);

    public void run(Properties props) {
        var options = ParallelConsumerOptions.<String, byte[]>builder()
                .ordering(ProcessingOrder.KEY)
                .maxConcurrency(64)
                .consumer(new KafkaConsumer<>(props))
                .producer(new KafkaProducer<>(props))
                .build();

        ParallelStreamProcessor<String, byte[]> processor =
                ParallelStreamProcessor.createEosStreamProcessor(options);
        processor.subscribe(asList(Topics.UPLOADS, Topics.REPROCESS));

        processor.pollAndProduceMany(ctx -> {
            var rec = ctx.getSingleConsumerRecord();
            try {
                byte[] small = resizer.resize(rec.value());
                return List.of(
                        new ProducerRecord<>(Topics.THUMBNAILS, rec.key(), small),
                        new ProducerRecord<>("media-usage", rec.key(), new byte[]{(byte) small.length}));
            } catch (UnsupportedImageException e) {
                log.warn("skipping {}: {}", rec.key(), e.getMessage());
                return List.of(new ProducerRecord<>("media-uploads-dlq", rec.key(), rec.value()));
            }
        }, result -> log.trace("produced {}", result.getOut().topic()));

        Runtime.getRuntime().addShutdownHook(new Thread(processor::closeDrainFirst, "thumbnail-shutdown"));
    }
}
